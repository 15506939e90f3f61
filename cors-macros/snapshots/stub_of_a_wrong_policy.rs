async fn list_users() {}
::core::compile_error! {
    "unknown option `credentails` [unknown_option]\n\nhelp: write credentials"
}
::core::compile_error! {
    "an origin does not end with `/` [malformed_origin]\n\n    https://app.example.com/\n                           ^ remove this\n\nhelp: write \"https://app.example.com\""
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unreachable_pub)]
struct list_users {}
#[allow(non_upper_case_globals, unreachable_pub, deprecated, non_local_definitions)]
const _: () = {
    use ::cors_axum::__private as __cors;
    impl list_users {
        #[doc(hidden)]
        #[allow(dead_code)]
        const cors_policy_is_never_mounted: &'static __cors::Policy = &__cors::Policy::STUB;
    }
    #[automatically_derived]
    #[diagnostic::do_not_recommend]
    impl __cors::Annotated for list_users {}
};
