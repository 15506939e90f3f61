/// Lists users.
pub async fn list_users() -> Json<Vec<User>> {}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unreachable_pub)]
pub struct list_users {}
#[allow(non_upper_case_globals, unreachable_pub, private_interfaces, deprecated)]
impl list_users {
    #[doc(hidden)]
    pub const cors_policy_is_never_mounted: () = ();
}
#[allow(deprecated)]
#[diagnostic::do_not_recommend]
impl ::cors_actix::__private::Annotated for list_users {
    type Route = ::cors_actix::__private::Attribute;
}
#[allow(deprecated, non_local_definitions)]
const _: () = {
    #[allow(unused_imports)]
    use route as _;
    #[diagnostic::do_not_recommend]
    impl ::cors_actix::CorsService for list_users {
        fn mount(self, __mounts: &mut ::cors_actix::__private::Mounts) {
            use ::cors_actix::__private as __cors;
            let () = <<Frontend as ::cors_actix::NamedPolicy>::Carried as __cors::CarriesForRoute>::CHECKED;
            __cors::mount(
                __mounts,
                &__cors::RouteAttribute {
                    path: "/users",
                    name: "users",
                    methods: &["GET", "HEAD"],
                    policy: <Frontend as ::cors_actix::NamedPolicy>::POLICY,
                    handler: ::core::concat!(::core::module_path!(), "::list_users"),
                },
                __cors::AttributeGuards::new().with(guards::v2),
                |__resource| __resource.wrap(stamp()).to(list_users),
            );
        }
    }
    let _ = ::core::marker::PhantomData::<list_users>;
};
