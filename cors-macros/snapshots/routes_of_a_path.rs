fn main() {
    {
        #[allow(unexpected_cfgs)]
        {
            #[cfg(rust_analyzer)]
            ::cors_axum::__private::entries! {
                axum() (create, replace, fallback,) ()
            }
        }
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
                            {
                                #[allow(unused_imports)]
                                use ::cors_axum::__private::fallback::*;
                                {
                                    #[allow(unused_imports)]
                                    use users::list as companion_of_this_handler;
                                    <companion_of_this_handler>::cors_policy_is_never_mounted
                                }
                            },
                            users::list::<Postgres>,
                        )
                        .__handler_layer(limit(10)),
                    ::cors_axum::__private::MethodFilter::POST,
                    {
                        #[allow(unused_imports)]
                        use ::cors_axum::__private::fallback::*;
                        {
                            #[allow(unused_imports)]
                            use create as companion_of_this_handler;
                            <companion_of_this_handler>::cors_policy_is_never_mounted
                        }
                    },
                    create,
                ),
                MethodFilter::PUT.or(MethodFilter::PATCH),
                {
                    #[allow(unused_imports)]
                    use ::cors_axum::__private::fallback::*;
                    {
                        #[allow(unused_imports)]
                        use replace as companion_of_this_handler;
                        <companion_of_this_handler>::cors_policy_is_never_mounted
                    }
                },
                replace,
            ),
            {
                #[allow(unused_imports)]
                use ::cors_axum::__private::fallback::*;
                {
                    #[allow(unused_imports)]
                    use fallback as companion_of_this_handler;
                    <companion_of_this_handler>::cors_policy_is_never_mounted
                }
            },
            fallback,
        )
    }
}
