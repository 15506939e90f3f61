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
                                #[allow(unused_imports)]
                                use ::cors_axum::__private::fallback::*;
                                {
                                    #[allow(unused_imports)]
                                    use users::list as companion_of_this_handler;
                                    <companion_of_this_handler>::cors_policy_is_never_mounted
                                }
                            },
                        )
                        .__handler_layer(limit(10)),
                    ::cors_axum::__private::MethodFilter::POST,
                    create,
                    {
                        #[allow(unused_imports)]
                        use ::cors_axum::__private::fallback::*;
                        {
                            #[allow(unused_imports)]
                            use create as companion_of_this_handler;
                            <companion_of_this_handler>::cors_policy_is_never_mounted
                        }
                    },
                ),
                MethodFilter::PUT.or(MethodFilter::PATCH),
                replace,
                {
                    #[allow(unused_imports)]
                    use ::cors_axum::__private::fallback::*;
                    {
                        #[allow(unused_imports)]
                        use replace as companion_of_this_handler;
                        <companion_of_this_handler>::cors_policy_is_never_mounted
                    }
                },
            ),
            fallback,
            {
                #[allow(unused_imports)]
                use ::cors_axum::__private::fallback::*;
                {
                    #[allow(unused_imports)]
                    use fallback as companion_of_this_handler;
                    <companion_of_this_handler>::cors_policy_is_never_mounted
                }
            },
        )
    }
}
