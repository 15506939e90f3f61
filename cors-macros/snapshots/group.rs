fn main() {
    {
        #[allow(unexpected_cfgs, unused_imports)]
        {
            #[cfg(rust_analyzer)]
            ::cors_axum::__entries! {
                ::cors_axum; policy = policies::Frontend; get(list_users)
            }
            <::cors_axum::CorsMethodRouter<
                _,
                _,
            >>::__group(
                policies::Frontend,
                {
                    (::cors_axum::__private::on)(
                        ::cors_axum::__private::MethodFilter::GET,
                        {
                            use ::cors_axum::__private::fallback::*;
                            {
                                use list_users as companion_of_this_handler;
                                <companion_of_this_handler>::cors_policy_is_never_mounted
                            }
                        },
                        list_users,
                    )
                },
            )
        }
    }
}
