static SET: OriginSet = {
    use ::cors_axum::__private as __cors;
    __cors::OriginSet::literals(
        const {
            &__cors::literals(
                &["http://kiosk.example"],
                &["https://*.partner.example"],
                &[],
            )
        },
        __cors::Acknowledged::NONE
            .with(__cors::Rule::InsecureOrigin, "the network is ours"),
    )
};
