fn main() {
    {
        use ::cors_actix::__private::fallback::*;
        {
            use list_users as CorsEndpoint;
            ::cors_actix::__private::Services::of(
                <<CorsEndpoint as ::cors_actix::__private::Annotated>::Route as ::cors_actix::__private::HasRoute>::MOUNT,
                <CorsEndpoint>::cors_policy_is_never_mounted,
                CorsEndpoint,
            )
        }
    }
}
