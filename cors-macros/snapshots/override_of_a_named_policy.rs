async fn create_user(user: Json<NewUser>) {}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unreachable_pub)]
struct create_user {}
#[allow(deprecated, non_local_definitions)]
const _: () = {
    use ::cors_axum::__private as __cors;
    const BASE: __cors::Policy = *<policies::Frontend as ::cors_axum::NamedPolicy>::POLICY;
    const POLICY: __cors::Policy = __cors::PolicyParts {
        max_age: ::core::option::Option::Some("600"),
        acknowledged: __cors::PolicyParts::of(&BASE)
            .acknowledged
            .with(__cors::Rule::JsonWithoutContentType, "text/plain"),
        ..__cors::PolicyParts::of(&BASE)
    }
        .policy();
    const OWN: __cors::Acknowledged = __cors::Acknowledged::NONE
        .with(__cors::Rule::JsonWithoutContentType, "text/plain");
    const FACTS: __cors::HandlerFacts = __cors::HandlerFacts {
        takes_json: true,
        takes_authorization: false,
        takes_websocket: false,
    };
    const _: () = if let ::core::option::Option::Some(problem) = __cors::override_problem(
        &BASE,
        &POLICY,
        OWN,
        FACTS,
        __cors::Rule::WildcardWithCredentials,
    ) {
        ::core::panic!("{}", problem)
    };
    const _: () = if let ::core::option::Option::Some(problem) = __cors::override_problem(
        &BASE,
        &POLICY,
        OWN,
        FACTS,
        __cors::Rule::WildcardHeadersWithCredentials,
    ) {
        ::core::panic!("{}", problem)
    };
    const _: () = if let ::core::option::Option::Some(problem) = __cors::override_problem(
        &BASE,
        &POLICY,
        OWN,
        FACTS,
        __cors::Rule::WildcardExposeWithCredentials,
    ) {
        ::core::panic!("{}", problem)
    };
    const _: () = if let ::core::option::Option::Some(problem) = __cors::override_problem(
        &BASE,
        &POLICY,
        OWN,
        FACTS,
        __cors::Rule::LocalhostOrigin,
    ) {
        ::core::panic!("{}", problem)
    };
    const _: () = if let ::core::option::Option::Some(problem) = __cors::override_problem(
        &BASE,
        &POLICY,
        OWN,
        FACTS,
        __cors::Rule::InsecureOrigin,
    ) {
        ::core::panic!("{}", problem)
    };
    const _: () = if let ::core::option::Option::Some(problem) = __cors::override_problem(
        &BASE,
        &POLICY,
        OWN,
        FACTS,
        __cors::Rule::PublicSuffixWildcard,
    ) {
        ::core::panic!("{}", problem)
    };
    const _: () = if let ::core::option::Option::Some(problem) = __cors::override_problem(
        &BASE,
        &POLICY,
        OWN,
        FACTS,
        __cors::Rule::JsonWithoutContentType,
    ) {
        ::core::panic!("{}", problem)
    };
    const _: () = if let ::core::option::Option::Some(problem) = __cors::override_problem(
        &BASE,
        &POLICY,
        OWN,
        FACTS,
        __cors::Rule::AuthWithoutAuthorization,
    ) {
        ::core::panic!("{}", problem)
    };
    const _: () = if let ::core::option::Option::Some(problem) = __cors::override_problem(
        &BASE,
        &POLICY,
        OWN,
        FACTS,
        __cors::Rule::WebsocketWithoutEnforce,
    ) {
        ::core::panic!("{}", problem)
    };
    const _: () = if let ::core::option::Option::Some(problem) = __cors::override_problem(
        &BASE,
        &POLICY,
        OWN,
        FACTS,
        __cors::Rule::ConflictingOptions,
    ) {
        ::core::panic!("{}", problem)
    };
    #[allow(non_upper_case_globals, unreachable_pub, private_interfaces, deprecated)]
    impl create_user {
        #[doc(hidden)]
        const cors_policy_is_never_mounted: ::cors_axum::__private::Overriding<
            {
                <policies::Frontend as ::cors_axum::NamedPolicy>::POLICY
                    .methods()
                    .is_some()
            },
        > = __cors::Overriding(
            ::core::concat!(::core::module_path!(), "::create_user"),
            &POLICY,
        );
    }
    #[allow(deprecated)]
    #[diagnostic::do_not_recommend]
    impl ::cors_axum::__private::Annotated for create_user {}
};
