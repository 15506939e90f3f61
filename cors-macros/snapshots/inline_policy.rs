/// Lists users.
#[deprecated]
pub(crate) async fn list_users<S: Store>(State(store): State<S>) -> Json<Vec<User>> {
    store.users().await
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unreachable_pub)]
#[deprecated]
pub(crate) struct list_users {}
#[allow(non_upper_case_globals, unreachable_pub, private_interfaces, deprecated)]
impl list_users {
    #[doc(hidden)]
    pub(crate) const cors_policy_is_never_mounted: ::cors_axum::__private::Companion<
        ::cors_axum::__private::Carried<::cors_axum::__private::Own<Self>, false>,
    > = ::cors_axum::__private::Companion::of(
        ::core::concat!(::core::module_path!(), "::list_users"),
    );
}
#[allow(deprecated)]
#[diagnostic::do_not_recommend]
impl ::cors_axum::__private::Annotated for list_users {
    const POLICY: &'static ::cors_axum::__private::Policy = {
        use ::cors_axum::__private as __cors;
        &__cors::Policy::NOBODY
            .named(::core::concat!(::core::module_path!(), "::list_users"))
            .with_origins(const {
                &__cors::OriginList::indexed(
                    const {
                        &[
                            __cors::pattern("https://app.example.com", false),
                            __cors::pattern("https://*.partner.example", false),
                        ]
                    },
                    __cors::OriginIndex {
                        slots: &[32770, 0, 1, 0],
                        subdomains: true,
                        ports: false,
                        lengths: 8388608,
                    },
                )
            })
            .with_dev_origins({
                #[cfg(debug_assertions)]
                {
                    const {
                        &__cors::OriginList::indexed(
                            const { &[__cors::pattern("http://localhost:5173", false)] },
                            __cors::OriginIndex {
                                slots: &[1, 0],
                                subdomains: false,
                                ports: false,
                                lengths: 2097152,
                            },
                        )
                    }
                }
                #[cfg(not(debug_assertions))] { __cors::OriginList::EMPTY }
            })
            .with_credentials()
            .with_allow_headers(
                &["content-type", "authorization"],
                "content-type, authorization",
            )
            .with_expose_headers(&["x-total-count"], "x-total-count")
            .with_max_age("7200")
    };
}
