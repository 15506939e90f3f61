static SET: OriginSet = {
    ::cors_axum::__private::OriginSet::literals(
        const {
            &::cors_axum::__private::literals(
                &["http://kiosk.example"],
                &["https://*.partner.example"],
                &[::cors_axum::__private::Rule::InsecureOrigin],
            )
        },
        ::cors_axum::__private::Acknowledged::NONE
            .with(::cors_axum::__private::Rule::InsecureOrigin, "the network is ours"),
    )
};
