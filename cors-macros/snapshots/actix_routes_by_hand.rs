fn main() {
    {
        #[allow(unused_imports)]
        use ::cors_actix::__private::fallback::*;
        {
            #[allow(unused_imports)]
            use list_users as companion_of_this_handler;
            <<companion_of_this_handler as ::cors_actix::__private::Annotated>::Route as ::cors_actix::__private::HasNoRoute>::ROUTES
                .__on_route(
                    "GET",
                    <companion_of_this_handler>::cors_policy_is_never_mounted_or_stands_below_the_route_attribute,
                    (::cors_actix::__private::Route::new())
                        .to(
                            ::cors_actix::__private::annotated(
                                &<companion_of_this_handler>::cors_policy_is_never_mounted_or_stands_below_the_route_attribute,
                                list_users,
                            ),
                        )
                        .wrap(stamp()),
                )
        }
    }
}
