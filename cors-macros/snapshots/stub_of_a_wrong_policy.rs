#[cfg(all())]
async fn list_users() {}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unreachable_pub)]
struct list_users {}
#[allow(
    non_upper_case_globals,
    unreachable_pub,
    private_interfaces,
    deprecated,
    unexpected_cfgs
)]
impl list_users {
    #[cfg(rust_analyzer)]
    ::cors_axum::__words! {
        ::cors_axum; origins = ["https://app.example.com/"], credentails
    }
    #[doc(hidden)]
    #[allow(dead_code)]
    const cors_policy_is_never_mounted: ::cors_axum::__private::Own<
        ::cors_axum::__private::NotNarrowed,
    > = ::cors_axum::__private::Own::of(
        &::cors_axum::__private::PolicyParts::STUB.policy(),
        (::cors_axum::__private::FunctionId::of)(
            ::core::concat!(::core::module_path!(), "::list_users"),
            list_users,
        ),
    );
}
#[allow(deprecated)]
impl ::cors_axum::__private::Companion for list_users {}
::core::compile_error! {
    "unknown option `credentails` [unknown_option]\n\nhelp: write credentials\nsee: docs/rules/unknown_option.md"
}
::core::compile_error! {
    "an origin does not end with `/` [malformed_origin]\n\n    https://app.example.com/\n                           ^ remove this\n\nhelp: write \"https://app.example.com\"\nsee: docs/rules/malformed_origin.md"
}
