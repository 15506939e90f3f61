static SET: OriginSet = {
    use ::cors_axum::__private as __cors;
    __cors::OriginSet::literals(
        const {
            &__cors::OriginList::indexed(
                const {
                    &[
                        __cors::pattern("https://*.partner.example", false),
                        __cors::pattern("http://kiosk.example", false),
                    ]
                },
                __cors::OriginIndex {
                    slots: &[32769, 2, 0, 0],
                    subdomains: true,
                    ports: false,
                    lengths: 1048576,
                },
            )
        },
        __cors::Acknowledged::NONE
            .with(__cors::Rule::InsecureOrigin, "the network is ours"),
    )
};
