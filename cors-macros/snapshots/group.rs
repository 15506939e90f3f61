fn main() {
    {
        <::cors_axum::CorsMethodRouter<
            _,
            _,
        >>::__group(
            policies::Frontend,
            {
                (::cors_axum::__private::on)(
                    ::cors_axum::__private::MethodFilter::GET,
                    list_users,
                    {
                        #[allow(unexpected_cfgs, unused_imports)]
                        {
                            #[cfg(not(rust_analyzer))]
                            use ::cors_axum::__private::fallback::*;
                            {
                                use list_users as companion_of_this_handler;
                                <companion_of_this_handler>::cors_policy_is_never_mounted
                            }
                        }
                    },
                )
            },
        )
    }
}
