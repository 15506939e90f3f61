static SET: OriginSet = {
    use ::cors_axum::__private as __cors;
    ::core::compile_error! {
        "expected an origin in quotes, such as \"https://app.example.com\" [malformed_option]"
    }
    ::core::compile_error! {
        "an origin does not end with `/` [malformed_origin]\n\n    https://*.partner.example/\n                             ^ remove this\n\nhelp: write \"https://*.partner.example\""
    }
    __cors::OriginSet::literals(__cors::OriginList::EMPTY, __cors::Acknowledged::NONE)
};
