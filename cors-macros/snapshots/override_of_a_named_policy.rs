#[cfg(all())]
async fn create_user(user: Json<NewUser>) {}
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
    ::cors_axum::__words! {
        ::cors_axum; policy = policies::Frontend, max_age = 600,
        allow(json_without_content_type, reason = "text/plain")
    }
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
            const __CORS_POLICY: ::cors_axum::__private::Policy = ::cors_axum::__private::PolicyParts {
                max_age: ::core::option::Option::Some("600"),
                acknowledged: ::cors_axum::__private::PolicyParts::of(
                        <policies::Frontend as ::cors_axum::NamedPolicy>::POLICY,
                    )
                    .acknowledged
                    .with(
                        ::cors_axum::__private::Rule::JsonWithoutContentType,
                        "text/plain",
                    ),
                ..::cors_axum::__private::PolicyParts::of(
                    <policies::Frontend as ::cors_axum::NamedPolicy>::POLICY,
                )
            }
                .policy();
            const _: () = (::cors_axum::__private::Mistake::refuse)(
                ::cors_axum::__private::Mistake::NotNeeded(
                    ::cors_axum::__private::Rule::JsonWithoutContentType,
                ),
                <policies::Frontend as ::cors_axum::NamedPolicy>::POLICY,
                &__CORS_POLICY,
                ::cors_axum::__private::HandlerFacts {
                    takes_json: true,
                    takes_authorization: false,
                    takes_websocket: false,
                    takes_forms: ::cors_axum::__private::TakesForms::Never,
                },
                "`allow(json_without_content_type)` is not needed: the policy does not break that rule [invalid_acknowledgement]\n\nhelp: remove it\nsee: docs/rules/invalid_acknowledgement.md",
            );
            const _: () = (::cors_axum::__private::Mistake::refuse)(
                ::cors_axum::__private::Mistake::ClosedInEveryBuild,
                <policies::Frontend as ::cors_axum::NamedPolicy>::POLICY,
                &__CORS_POLICY,
                ::cors_axum::__private::HandlerFacts {
                    takes_json: true,
                    takes_authorization: false,
                    takes_websocket: false,
                    takes_forms: ::cors_axum::__private::TakesForms::Never,
                },
                "the named policy says `same_origin`, which always wins: this has no effect [conflicting_options]\n\nhelp: write the policy out with `origins = […]` instead of `policy = …`\nhelp: or, for a development server, add its origin: dev_origins = [\"http://localhost:5173\"]\nsee: docs/rules/conflicting_options.md",
            );
            &__CORS_POLICY
        },
        (::cors_axum::__private::FunctionId::of)(
            ::core::concat!(::core::module_path!(), "::create_user"),
            create_user,
        ),
    );
}
#[allow(deprecated)]
impl ::cors_axum::__private::Companion for create_user {}
