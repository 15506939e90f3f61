static SET: OriginSet = {
    use ::cors_axum::__private as __cors;
    __cors::OriginSet::literals(
        {
            const PATTERNS: &[__cors::OriginPattern] = &[
                __cors::OriginPattern::validated(
                    ::std::borrow::Cow::Borrowed("https://*.partner.example"),
                    false,
                ),
                __cors::OriginPattern::validated(
                    ::std::borrow::Cow::Borrowed("http://kiosk.example"),
                    false,
                ),
            ];
            const SLOTS: &[u16] = &__cors::OriginList::index::<4>(PATTERNS);
            const LIST: &__cors::OriginList = &__cors::OriginList::indexed(
                PATTERNS,
                SLOTS,
            );
            LIST
        },
        __cors::Acknowledged::NONE
            .with(__cors::Rule::InsecureOrigin, "the network is ours"),
    )
};
