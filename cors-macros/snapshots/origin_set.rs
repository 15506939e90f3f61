static SET: OriginSet = {
    #[allow(unexpected_cfgs)]
    {
        #[cfg(rust_analyzer)]
        ::cors_axum::__words! {
            ::cors_axum; "https://*.partner.example", "http://kiosk.example",
            allow(insecure_origin, reason = "the network is ours")
        }
    }
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
