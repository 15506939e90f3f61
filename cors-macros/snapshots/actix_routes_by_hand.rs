fn main() {
    {
        ::cors_actix::Routes::new()
            .__on(
                "GET",
                {
                    #[allow(unused_imports)]
                    use ::cors_actix::__private::NotAnnotated as CorsEndpoint;
                    {
                        #[allow(unused_imports)]
                        use list_users as CorsEndpoint;
                        let () = <<CorsEndpoint as ::cors_actix::__private::Annotated>::Route as ::cors_actix::__private::HasNoRoute>::CHECKED;
                        #[allow(unused_imports)]
                        use ::cors_actix::__private::NoPolicy as _;
                        const _: () = ::cors_actix::__private::assert_not_narrowed(
                            <CorsEndpoint as ::cors_actix::__private::Annotated>::POLICY,
                            "`methods` narrows a handler that is mounted for any method; here the routing says which \
             [conflicting_options]\n\nhelp: remove `methods` from the policy, or mount the handler with any(…)",
                        );
                        <CorsEndpoint>::cors_policy_is_never_mounted
                    }
                },
                ::cors_actix::__private::Route::new().to(list_users).wrap(stamp()),
            )
    }
}
