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
        ::cors_axum;
    }
    #[doc(hidden)]
    const cors_policy_is_never_mounted: ::cors_axum::__private::ByDefault<create_user> = ::cors_axum::__private::ByDefault::<
        create_user,
    >::of(
        (::cors_axum::__private::FunctionId::of)(
            ::core::concat!(::core::module_path!(), "::create_user"),
            create_user,
        ),
    );
}
#[allow(deprecated)]
impl ::cors_axum::__private::Companion for create_user {}
impl<
    __CorsDefault: ::cors_axum::NamedPolicy,
> ::cors_axum::__private::Suits<__CorsDefault> for create_user {
    const FORGES: bool = false;
    const CHECKED: () = {
        (::cors_axum::__private::Mistake::refuse)(
            ::cors_axum::__private::Mistake::Broken(
                ::cors_axum::__private::Rule::JsonWithoutContentType,
            ),
            <__CorsDefault as ::cors_axum::NamedPolicy>::POLICY,
            <__CorsDefault as ::cors_axum::NamedPolicy>::POLICY,
            ::cors_axum::__private::HandlerFacts {
                takes_json: true,
                takes_authorization: false,
                takes_websocket: false,
                takes_forms: ::cors_axum::__private::TakesForms::Never,
            },
            "the handler reads a JSON body, but the policy does not allow `content-type`: every preflight for it fails [json_without_content_type]\n\nhelp: add it to the policy, or list all headers here: allow_headers = [\"content-type\"]\nhelp: or accept the risk on the record: allow(json_without_content_type, reason = \"…\")\nsee: docs/rules/json_without_content_type.md",
        );
    };
}
