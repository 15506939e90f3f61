static SET: OriginSet = {
    ::core::compile_error! {
        "expected an origin in quotes, such as \"https://app.example.com\" [malformed_option]"
    }
    ::core::compile_error! {
        "an origin does not end with `/` [malformed_origin]\n\n    https://*.partner.example/\n                             ^ remove this\n\nhelp: write \"https://*.partner.example\""
    }
    ::cors_axum::__private::OriginSet::literals(
        ::cors_axum::__private::OriginList::EMPTY,
        ::cors_axum::__private::Acknowledged::NONE,
    )
};
