static SET: OriginSet = {
    ::cors_axum::__private::OriginSet::literals(
        const {
            &::cors_axum::__private::literals(
                &["http://kiosk.example"],
                &["https://*.partner.example"],
                ::cors_axum::__private::Risks {
                    localhost: false,
                    insecure: true,
                    public_suffix: false,
                    any_installation: false,
                },
            )
        },
        ::cors_axum::__private::Acknowledged::NONE
            .with(::cors_axum::__private::Rule::InsecureOrigin, "the network is ours"),
    )
};
