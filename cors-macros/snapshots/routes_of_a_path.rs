fn main() {
    {
        #[allow(unexpected_cfgs, unused_imports)]
        {
            #[cfg(rust_analyzer)]
            ::cors_axum::__entries! {
                ::cors_axum; get(users::list:: < Postgres >).layer(limit(10)),
                post(create), on(MethodFilter::PUT.or(MethodFilter::PATCH), replace),
                any(fallback)
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
                                    use ::cors_axum::__private::fallback::*;
                                    {
                                        use users::list as companion_of_this_handler;
                                        <companion_of_this_handler>::cors_policy_is_never_mounted
                                    }
                                },
                                users::list::<Postgres>,
                            )
                            .__handler_layer(limit(10)),
                        ::cors_axum::__private::MethodFilter::POST,
                        {
                            use ::cors_axum::__private::fallback::*;
                            {
                                use create as companion_of_this_handler;
                                <companion_of_this_handler>::cors_policy_is_never_mounted
                            }
                        },
                        create,
                    ),
                    MethodFilter::PUT.or(MethodFilter::PATCH),
                    {
                        use ::cors_axum::__private::fallback::*;
                        {
                            use replace as companion_of_this_handler;
                            <companion_of_this_handler>::cors_policy_is_never_mounted
                        }
                    },
                    replace,
                ),
                {
                    use ::cors_axum::__private::fallback::*;
                    {
                        use fallback as companion_of_this_handler;
                        <companion_of_this_handler>::cors_policy_is_never_mounted
                    }
                },
                fallback,
            )
        }
    }
}
