#[cfg(all())]
/// Lists users.
pub async fn list_users() -> Json<Vec<User>> {}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unreachable_pub)]
pub struct list_users {}
#[allow(
    non_upper_case_globals,
    unreachable_pub,
    private_interfaces,
    deprecated,
    unexpected_cfgs
)]
impl list_users {
    #[cfg(rust_analyzer)]
    ::cors_actix::__words! {
        ::cors_actix; policy = Frontend
    }
    #[doc(hidden)]
    pub const cors_policy_is_never_mounted: ::cors_actix::__private::FunctionId = (::cors_actix::__private::FunctionId::of)(
        ::core::concat!(::core::module_path!(), "::list_users"),
        list_users,
    );
}
#[allow(deprecated, dead_code)]
impl ::cors_actix::__private::Companion for list_users {
    type Route = ::cors_actix::__private::Attribute<Self>;
    fn mount(
        __cors_default: &'static ::cors_actix::__private::Policy,
    ) -> ::cors_actix::__private::Mounts {
        use route as _;
        ::cors_actix::__private::Mounts::of_handler([
            ::cors_actix::__private::mount_resource(
                "/users",
                "users",
                &["GET", "HEAD"],
                <<Frontend as ::cors_actix::NamedPolicy>::Carried as ::cors_actix::__private::CarriesForRoute>::POLICY,
                ::core::concat!(::core::module_path!(), "::list_users"),
                ::cors_actix::__private::AttributeGuards::new().with(guards::v2),
                ::cors_actix::__private::Resource::new("/users")
                    .wrap(stamp())
                    .to(list_users),
            ),
        ])
    }
}
