fn main() {
    {
        ::cors_axum::__private::on(
                ::cors_axum::__private::MethodFilter::GET,
                {
                    #[allow(unused_imports)]
                    use ::cors_axum::__private::NotAnnotated as CorsEndpoint;
                    {
                        #[allow(unused_imports)]
                        use users::list as CorsEndpoint;
                        let () = <CorsEndpoint as ::cors_axum::__private::Annotated>::ANNOTATED;
                        <CorsEndpoint>::cors_policy_is_never_mounted
                    }
                },
                users::list::<Postgres>,
            )
            .__handler_layer(limit(10))
            .__on(
                MethodFilter::PUT.or(MethodFilter::PATCH),
                {
                    #[allow(unused_imports)]
                    use ::cors_axum::__private::NotAnnotated as CorsEndpoint;
                    {
                        #[allow(unused_imports)]
                        use replace as CorsEndpoint;
                        let () = <CorsEndpoint as ::cors_axum::__private::Annotated>::ANNOTATED;
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
