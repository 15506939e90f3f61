fn main() {
    {
        ::cors_axum::CorsMethodRouter::new()
            .merge(
                ::cors_axum::CorsMethodRouter::new()
                    .__on(
                        ::cors_axum::__private::MethodFilter::GET,
                        {
                            #[allow(unused_imports)]
                            use ::cors_axum::__private::NotAnnotated as CorsEndpoint;
                            {
                                #[allow(unused_imports)]
                                use users::list as CorsEndpoint;
                                let () = <CorsEndpoint as ::cors_axum::__private::Annotated>::ANNOTATED;
                                const _: () = ::cors_axum::__private::assert_not_narrowed(
                                    <CorsEndpoint>::cors_policy_is_never_mounted,
                                    "`methods` narrows a handler that is mounted for any method; here the routing says which \
             [conflicting_options]\n\nhelp: remove `methods` from the policy, or mount the handler with any(…)",
                                );
                                <CorsEndpoint>::cors_policy_is_never_mounted
                            }
                        },
                        users::list::<Postgres>,
                    )
                    .__handler_layer(limit(10)),
            )
            .__on(
                MethodFilter::PUT.or(MethodFilter::PATCH),
                {
                    #[allow(unused_imports)]
                    use ::cors_axum::__private::NotAnnotated as CorsEndpoint;
                    {
                        #[allow(unused_imports)]
                        use replace as CorsEndpoint;
                        let () = <CorsEndpoint as ::cors_axum::__private::Annotated>::ANNOTATED;
                        const _: () = ::cors_axum::__private::assert_not_narrowed(
                            <CorsEndpoint>::cors_policy_is_never_mounted,
                            "`methods` narrows a handler that is mounted for any method; here the routing says which \
             [conflicting_options]\n\nhelp: remove `methods` from the policy, or mount the handler with any(…)",
                        );
                        <CorsEndpoint>::cors_policy_is_never_mounted
                    }
                },
                replace,
            )
            .__any(
                {
                    #[allow(unused_imports)]
                    use ::cors_axum::__private::NotAnnotated as CorsEndpoint;
                    {
                        #[allow(unused_imports)]
                        use fallback as CorsEndpoint;
                        let () = <CorsEndpoint as ::cors_axum::__private::Annotated>::ANNOTATED;
                        <CorsEndpoint>::cors_policy_is_never_mounted
                    }
                },
                fallback,
            )
    }
}
