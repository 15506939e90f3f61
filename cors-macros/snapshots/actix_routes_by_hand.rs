fn main() {
    {
        <::cors_actix::__private::Entry>::on_wrapped(
            "GET",
            list_users,
            {
                #[allow(unused_imports)]
                use ::cors_actix::__private::fallback::*;
                {
                    #[allow(unused_imports)]
                    use list_users as companion_of_this_handler;
                    let () = <<companion_of_this_handler as ::cors_actix::__private::WithoutRoute>::Route as ::cors_actix::__private::HasNoRoute>::BY_HAND;
                    <companion_of_this_handler>::cors_policy_is_never_mounted_or_stands_below_the_route_attribute
                }
            },
            |route| route.wrap(stamp()),
        )
    }
}
