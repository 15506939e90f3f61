fn main() {
    {
        <::cors_axum::CorsMethodRouter<
            _,
            _,
        >>::__any(
            <::cors_axum::CorsMethodRouter<
                _,
                _,
            >>::__on(
                <::cors_axum::CorsMethodRouter<
                    _,
                    _,
                >>::__on_post(
                    (::cors_axum::__private::on)(
                            ::cors_axum::__private::MethodFilter::GET,
                            users::list::<Postgres>,
                            {
                                #[allow(unexpected_cfgs, unused_imports)]
                                {
                                    #[cfg(not(rust_analyzer))]
                                    use ::cors_axum::__private::fallback::*;
                                    {
                                        use users::list as companion_of_this_handler;
                                        <companion_of_this_handler>::cors_policy_is_never_mounted
                                    }
                                }
                            },
                        )
                        .__handler_layer(limit(10)),
                    ::cors_axum::__private::MethodFilter::POST,
                    create,
                    {
                        #[allow(unexpected_cfgs, unused_imports)]
                        {
                            #[cfg(not(rust_analyzer))]
                            use ::cors_axum::__private::fallback::*;
                            {
                                use create as companion_of_this_handler;
                                <companion_of_this_handler>::cors_policy_is_never_mounted
                            }
                        }
                    },
                ),
                MethodFilter::PUT.or(MethodFilter::PATCH),
                replace,
                {
                    #[allow(unexpected_cfgs, unused_imports)]
                    {
                        #[cfg(not(rust_analyzer))]
                        use ::cors_axum::__private::fallback::*;
                        {
                            use replace as companion_of_this_handler;
                            <companion_of_this_handler>::cors_policy_is_never_mounted
                        }
                    }
                },
            ),
            fallback,
            {
                #[allow(unexpected_cfgs, unused_imports)]
                {
                    #[cfg(not(rust_analyzer))]
                    use ::cors_axum::__private::fallback::*;
                    {
                        use fallback as companion_of_this_handler;
                        <companion_of_this_handler>::cors_policy_is_never_mounted
                    }
                }
            },
        )
    }
}
