static SET: OriginSet = {
    #[allow(unexpected_cfgs)]
    {
        #[cfg(rust_analyzer)]
        ::cors_axum::__words! {
            ::cors_axum; "https://*.partner.example/", MORE
        }
    }
    ::core::compile_error! {
        "`MORE` is not a literal: the origins of `origin_set!` are checked before constants have values [malformed_option]\n\nhelp: write the origin: \"https://app.example.com\"\nhelp: or check it when the program starts: static FRONT_ENDS: LazyLock<OriginSet> = LazyLock::new(|| OriginSet::from_origins([MORE]).expect(\"no list of front ends\"));\nsee: docs/rules/malformed_option.md"
    }
    ::core::compile_error! {
        "an origin does not end with `/` [malformed_origin]\n\n    https://*.partner.example/\n                             ^ remove this\n\nhelp: write \"https://*.partner.example\"\nsee: docs/rules/malformed_origin.md"
    }
    ::cors_axum::__private::OriginSet::literals(
        ::cors_axum::__private::OriginList::EMPTY,
        ::cors_axum::__private::Acknowledged::NONE,
    )
};
