async fn create_user(user: Json<NewUser>) {}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unreachable_pub)]
struct create_user {}
#[allow(non_upper_case_globals, unreachable_pub, private_interfaces, deprecated)]
impl create_user {
    #[doc(hidden)]
    const cors_policy_is_never_mounted: ::cors_axum::__private::Own<
        ::cors_axum::__private::Narrows<
            {
                ::cors_axum::__private::narrows(
                    <policies::Frontend as ::cors_axum::NamedPolicy>::POLICY,
                )
            },
        >,
    > = ::cors_axum::__private::Own::of(
        {
            const __CORS_BASE: ::cors_axum::__private::Policy = *<policies::Frontend as ::cors_axum::NamedPolicy>::POLICY;
            {
                use ::cors_axum::__private as __cors;
                const __CORS_POLICY: __cors::Policy = __cors::PolicyParts {
                    max_age: ::core::option::Option::Some("600"),
                    acknowledged: __cors::PolicyParts::of(&__CORS_BASE)
                        .acknowledged
                        .with(__cors::Rule::JsonWithoutContentType, "text/plain"),
                    ..__cors::PolicyParts::of(&__CORS_BASE)
                }
                    .policy();
                const __CORS_OWN: __cors::Acknowledged = __cors::Acknowledged::NONE
                    .with(__cors::Rule::JsonWithoutContentType, "text/plain");
                const __CORS_FACTS: __cors::HandlerFacts = __cors::HandlerFacts {
                    takes_json: true,
                    takes_authorization: false,
                    takes_websocket: false,
                };
                const _: () = if let ::core::option::Option::Some(__cors_problem) = __cors::override_problem(
                    &__CORS_BASE,
                    &__CORS_POLICY,
                    __CORS_OWN,
                    __CORS_FACTS,
                    __cors::Rule::WildcardWithCredentials,
                ) {
                    ::core::panic!("{}", __cors_problem)
                };
                const _: () = if let ::core::option::Option::Some(__cors_problem) = __cors::override_problem(
                    &__CORS_BASE,
                    &__CORS_POLICY,
                    __CORS_OWN,
                    __CORS_FACTS,
                    __cors::Rule::WildcardHeadersWithCredentials,
                ) {
                    ::core::panic!("{}", __cors_problem)
                };
                const _: () = if let ::core::option::Option::Some(__cors_problem) = __cors::override_problem(
                    &__CORS_BASE,
                    &__CORS_POLICY,
                    __CORS_OWN,
                    __CORS_FACTS,
                    __cors::Rule::WildcardExposeWithCredentials,
                ) {
                    ::core::panic!("{}", __cors_problem)
                };
                const _: () = if let ::core::option::Option::Some(__cors_problem) = __cors::override_problem(
                    &__CORS_BASE,
                    &__CORS_POLICY,
                    __CORS_OWN,
                    __CORS_FACTS,
                    __cors::Rule::LocalhostOrigin,
                ) {
                    ::core::panic!("{}", __cors_problem)
                };
                const _: () = if let ::core::option::Option::Some(__cors_problem) = __cors::override_problem(
                    &__CORS_BASE,
                    &__CORS_POLICY,
                    __CORS_OWN,
                    __CORS_FACTS,
                    __cors::Rule::InsecureOrigin,
                ) {
                    ::core::panic!("{}", __cors_problem)
                };
                const _: () = if let ::core::option::Option::Some(__cors_problem) = __cors::override_problem(
                    &__CORS_BASE,
                    &__CORS_POLICY,
                    __CORS_OWN,
                    __CORS_FACTS,
                    __cors::Rule::PublicSuffixWildcard,
                ) {
                    ::core::panic!("{}", __cors_problem)
                };
                const _: () = if let ::core::option::Option::Some(__cors_problem) = __cors::override_problem(
                    &__CORS_BASE,
                    &__CORS_POLICY,
                    __CORS_OWN,
                    __CORS_FACTS,
                    __cors::Rule::AnyInstallation,
                ) {
                    ::core::panic!("{}", __cors_problem)
                };
                const _: () = if let ::core::option::Option::Some(__cors_problem) = __cors::override_problem(
                    &__CORS_BASE,
                    &__CORS_POLICY,
                    __CORS_OWN,
                    __CORS_FACTS,
                    __cors::Rule::JsonWithoutContentType,
                ) {
                    ::core::panic!("{}", __cors_problem)
                };
                const _: () = if let ::core::option::Option::Some(__cors_problem) = __cors::override_problem(
                    &__CORS_BASE,
                    &__CORS_POLICY,
                    __CORS_OWN,
                    __CORS_FACTS,
                    __cors::Rule::AuthWithoutAuthorization,
                ) {
                    ::core::panic!("{}", __cors_problem)
                };
                const _: () = if let ::core::option::Option::Some(__cors_problem) = __cors::override_problem(
                    &__CORS_BASE,
                    &__CORS_POLICY,
                    __CORS_OWN,
                    __CORS_FACTS,
                    __cors::Rule::WebsocketWithoutEnforce,
                ) {
                    ::core::panic!("{}", __cors_problem)
                };
                const _: () = if let ::core::option::Option::Some(__cors_problem) = __cors::override_problem(
                    &__CORS_BASE,
                    &__CORS_POLICY,
                    __CORS_OWN,
                    __CORS_FACTS,
                    __cors::Rule::ConflictingOptions,
                ) {
                    ::core::panic!("{}", __cors_problem)
                };
                &__CORS_POLICY
            }
        },
        ::cors_axum::__private::FunctionId::of(
            ::core::concat!(::core::module_path!(), "::create_user"),
            create_user,
        ),
    );
}
#[allow(deprecated)]
#[diagnostic::do_not_recommend]
impl ::cors_axum::__private::Annotated for create_user {}
