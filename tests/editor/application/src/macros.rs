//! Macros of the application.

/// Mounts handlers at a path.
macro_rules! mount {
    ($path:literal: $($entries:tt)*) => {
        for_axum::CorsRouter::new().route($path, for_axum::routes![$($entries)*])
    };
}

/// A handler that answers its name.
macro_rules! answering {
    ($policy:path: $name:ident) => {
        #[for_axum::cors(policy = $policy, crate = for_axum)]
        pub(crate) async fn $name() -> &'static str {
            stringify!($name)
        }
    };
}
