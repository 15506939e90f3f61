/// Lists users.
pub async fn list_users() -> Json<Vec<User>> {}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unreachable_pub)]
pub struct list_users {}
#[allow(non_upper_case_globals, unreachable_pub, deprecated, non_local_definitions)]
const _: () = {
    use ::cors_actix::__private as __cors;
    impl list_users {
        #[doc(hidden)]
        pub const cors_policy_is_never_mounted: &'static __cors::Policy = <Self as __cors::Annotated>::POLICY;
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __cors::Annotated for list_users {
        type Route = __cors::Attribute;
        const POLICY: &'static __cors::Policy = &(*<Frontend as ::cors_actix::NamedPolicy>::POLICY)
            .of_handler(::core::concat!(::core::module_path!(), "::list_users"));
    }
};
const _: () = {
    #[allow(unused_imports)]
    use route as _;
};
#[allow(deprecated, non_local_definitions)]
const _: () = {
    use ::cors_actix::__private as __cors;
    const _: () = if <list_users as __cors::Annotated>::POLICY.methods().is_some() {
        ::core::panic!(
            "{}",
            "`methods` narrows a handler that is mounted for any method; here the route attribute says which \
         [conflicting_options]\n\nhelp: remove `methods` from the policy"
        )
    };
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __cors::CorsService for list_users {
        fn mount(self, __mounts: &mut __cors::Mounts) {
            __cors::mount(
                __mounts,
                &__cors::RouteAttribute {
                    path: "/users",
                    name: "users",
                    methods: &["GET", "HEAD"],
                    policy: <list_users as __cors::Annotated>::POLICY,
                },
                __cors::AttributeGuards::new().with(guards::v2),
                |__resource| __resource.wrap(stamp()).to(list_users),
            );
        }
    }
};
