/// Lists users.
#[deprecated]
pub(crate) async fn list_users<S: Store>(State(store): State<S>) -> Json<Vec<User>> {
    store.users().await
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unreachable_pub)]
#[deprecated]
pub(crate) struct list_users {}
#[allow(non_upper_case_globals, unreachable_pub, deprecated, non_local_definitions)]
const _: () = {
    use ::cors_axum::__private as __cors;
    impl list_users {
        #[doc(hidden)]
        pub(crate) const cors_policy_is_never_mounted: &'static __cors::Policy = &__cors::Policy::NOBODY
            .named_as_handler(::core::concat!(::core::module_path!(), "::list_users"))
            .with_origins({
                const PATTERNS: &[__cors::OriginPattern] = &[
                    __cors::OriginPattern::validated(
                        ::std::borrow::Cow::Borrowed("https://app.example.com"),
                        false,
                    ),
                    __cors::OriginPattern::validated(
                        ::std::borrow::Cow::Borrowed("https://*.partner.example"),
                        false,
                    ),
                ];
                const SLOTS: &[u16] = &__cors::OriginList::index::<4>(PATTERNS);
                const LIST: &__cors::OriginList = &__cors::OriginList::indexed(
                    PATTERNS,
                    SLOTS,
                );
                LIST
            })
            .with_dev_origins({
                #[cfg(debug_assertions)]
                {
                    {
                        const PATTERNS: &[__cors::OriginPattern] = &[
                            __cors::OriginPattern::validated(
                                ::std::borrow::Cow::Borrowed("http://localhost:5173"),
                                false,
                            ),
                        ];
                        const SLOTS: &[u16] = &__cors::OriginList::index::<2>(PATTERNS);
                        const LIST: &__cors::OriginList = &__cors::OriginList::indexed(
                            PATTERNS,
                            SLOTS,
                        );
                        LIST
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
            .with_max_age("7200");
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __cors::Annotated for list_users {}
};
