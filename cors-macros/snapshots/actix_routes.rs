fn main() {
    {
        ::cors_actix::__private::Services::new()
            .with({
                #[allow(unused_imports)]
                use ::cors_actix::__private::NotAnnotated as CorsEndpoint;
                {
                    #[allow(unused_imports)]
                    use list_users as CorsEndpoint;
                    let () = <<CorsEndpoint as ::cors_actix::__private::Annotated>::Route as ::cors_actix::__private::HasRoute>::CHECKED;
                    #[allow(unused_imports)]
                    use ::cors_actix::__private::{
                        Mountable as _, NoPolicy as _, NotMountable as _,
                    };
                    let _ = <CorsEndpoint>::cors_policy_is_never_mounted;
                    ::cors_actix::__private::Probe(CorsEndpoint {}).service()
                }
            })
    }
}
