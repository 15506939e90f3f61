fn main() {
    {
        use ::cors_actix::__private::fallback::*;
        {
            use list_users as CorsEndpoint;
            <<CorsEndpoint as ::cors_actix::__private::Annotated>::Route as ::cors_actix::__private::HasNoRoute>::ROUTES
                .__on_route(
                    "GET",
                    <CorsEndpoint>::cors_policy_is_never_mounted_or_stands_below_the_route_attribute,
                    ::cors_actix::__private::Route::new()
                        .to(
                            ::cors_actix::__private::annotated(
                                &<CorsEndpoint>::cors_policy_is_never_mounted_or_stands_below_the_route_attribute,
                                list_users,
                            ),
                        )
                        .wrap(stamp()),
                )
        }
    }
}
