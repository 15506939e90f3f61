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
                        <CorsEndpoint>::cors_policy_is_never_mounted_or_stands_below_the_route_attribute
                    }
                },
                ::cors_actix::__private::Route::new().to(list_users).wrap(stamp()),
            )
    }
}
