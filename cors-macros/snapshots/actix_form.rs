#[cfg(all())]
async fn create_user(name: String) -> String {}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unreachable_pub)]
struct create_user {}
#[allow(
    non_upper_case_globals,
    unreachable_pub,
    private_interfaces,
    deprecated,
    unexpected_cfgs
)]
impl create_user {
    #[cfg(rust_analyzer)]
    ::cors_actix::__words! {
        ::cors_actix; policy = Frontend
    }
    #[doc(hidden)]
    const cors_policy_is_never_mounted: ::cors_actix::__private::FunctionId = (::cors_actix::__private::FunctionId::of)(
        ::core::concat!(::core::module_path!(), "::create_user"),
        create_user,
    );
}
#[allow(deprecated, dead_code)]
impl ::cors_actix::__private::Companion for create_user {
    type Route = ::cors_actix::__private::Attribute<Self>;
    fn mount(
        __cors_default: &'static ::cors_actix::__private::Policy,
    ) -> ::cors_actix::__private::Mounts {
        use post as _;
        let () = <<<Frontend as ::cors_actix::NamedPolicy>::Carried as ::cors_actix::__private::Carries>::Forms as ::cors_actix::__private::SafeToPost>::SAFE;
        ::cors_actix::__private::Mounts::of_handler([
            <::cors_actix::__private::Mount>::handler(
                "/users",
                "create_user",
                &["POST"],
                <<Frontend as ::cors_actix::NamedPolicy>::Carried as ::cors_actix::__private::CarriesForRoute>::POLICY,
                ::core::concat!(::core::module_path!(), "::create_user"),
                create_user,
            ),
        ])
    }
}
