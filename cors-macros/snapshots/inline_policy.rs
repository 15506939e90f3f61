#[cfg(all())]
/// Lists users.
#[deprecated]
pub(crate) async fn list_users<S: Store>(State(store): State<S>) -> Json<Vec<User>> {
    store.users().await
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unreachable_pub)]
#[deprecated]
pub(crate) struct list_users {}
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
        ::cors_axum; origins = ["https://app.example.com", "https://*.partner.example"],
        dev_origins = ["http://localhost:5173"], credentials, allow_headers =
        ["Content-Type", "authorization"], expose_headers = ["x-total-count"], max_age =
        "2h"
    }
    #[doc(hidden)]
    pub(crate) const cors_policy_is_never_mounted: ::cors_axum::__private::Own<
        ::cors_axum::__private::NotNarrowed,
        ::cors_axum::__private::Forgeable,
    > = ::cors_axum::__private::Own::of(
        &::cors_axum::__private::PolicyParts {
            name: ::core::concat!(::core::module_path!(), "::list_users"),
            origins: ::cors_axum::__private::Origins::Listed(const {
                &::cors_axum::__private::literals(
                    &["https://app.example.com"],
                    &["https://*.partner.example"],
                    &[],
                )
            }),
            has_dev_origins: true,
            #[cfg(debug_assertions)]
            dev_origins: ::cors_axum::__private::dev_origins(const {
                &::cors_axum::__private::literals(
                    &["http://localhost:5173"],
                    &[],
                    &[::cors_axum::__private::Rule::LocalhostOrigin],
                )
            }),
            #[cfg(not(debug_assertions))]
            dev_origins: ::cors_axum::__private::OriginList::EMPTY,
            allow_headers: &["content-type", "authorization"],
            allow_headers_value: "content-type, authorization",
            expose_headers: &["x-total-count"],
            expose_headers_value: "x-total-count",
            max_age: ::core::option::Option::Some("7200"),
            credentials: true,
            ..::cors_axum::__private::PolicyParts::SAME_ORIGIN
        }
            .policy(),
        (::cors_axum::__private::FunctionId::beside)(
            ::core::concat!(::core::module_path!(), "::list_users"),
            ::core::marker::PhantomData::<Self>,
        ),
    );
}
#[allow(deprecated)]
impl ::cors_axum::__private::Companion for list_users {}
