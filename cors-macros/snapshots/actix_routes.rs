fn main() {
    {
        #[allow(unexpected_cfgs)]
        {
            #[cfg(rust_analyzer)]
            ::cors_actix::__entries! {
                ::cors_actix; list_users
            }
        }
        #[allow(unused_imports)]
        use ::cors_actix::__private::fallback::*;
        {
            #[allow(unused_imports)]
            use list_users as companion_of_this_handler;
            (::cors_actix::__private::Services::of)(
                <<companion_of_this_handler as ::cors_actix::__private::WithRoute>::Route as ::cors_actix::__private::HasRoute>::MOUNT,
                <companion_of_this_handler>::cors_policy_is_never_mounted,
                companion_of_this_handler,
            )
        }
    }
}
