static SET: OriginSet = {
    use ::cors_axum::__private as __cors;
    __cors::OriginSet::literals(
        const {
            &__cors::literals(
                &["https://*.partner.example", "http://kiosk.example"],
                &[32769, 2, 0, 0],
                1048576,
                true,
                false,
                &[],
            )
        },
        __cors::Acknowledged::NONE
            .with(__cors::Rule::InsecureOrigin, "the network is ours"),
    )
};
