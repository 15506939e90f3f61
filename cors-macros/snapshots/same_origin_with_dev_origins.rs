pub struct Frontend;
#[allow(deprecated, non_local_definitions, unexpected_cfgs)]
#[automatically_derived]
impl ::cors_axum::NamedPolicy for Frontend {
    const POLICY: &'static ::cors_axum::__private::Policy = {
        #[cfg(rust_analyzer)]
        ::cors_axum::__words! {
            ::cors_axum; same_origin, dev_origins = ["http://localhost:5173"],
            credentials
        }
        &::cors_axum::__private::PolicyParts {
            name: "Frontend",
            has_dev_origins: true,
            #[cfg(debug_assertions)]
            dev_origins: ::cors_axum::__private::dev_origins(const {
                &::cors_axum::__private::literals(
                    &["http://localhost:5173"],
                    &[],
                    &[::cors_axum::__private::Rule::LocalhostOrigin],
                )
            }),
            #[cfg(not(debug_assertions))]
            dev_origins: ::cors_axum::__private::OriginList::EMPTY,
            credentials: true,
            ..::cors_axum::__private::PolicyParts::SAME_ORIGIN
        }
            .policy()
    };
    type Carried = ::cors_axum::__private::Carried<
        Self,
        ::cors_axum::__private::NotNarrowed,
        ::cors_axum::__private::Forgeable,
    >;
}
