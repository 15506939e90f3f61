//! A library whose lints are strict: generated code causes none of them, neither for rustc nor for clippy.

#![deny(
    warnings,
    dead_code,
    missing_debug_implementations,
    missing_docs,
    non_local_definitions,
    rust_2018_idioms,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unreachable_pub,
    unused,
    unused_qualifications,
    unused_results
)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery)]
// It contradicts `unreachable_pub`.
#![allow(clippy::redundant_pub_crate)]

pub mod users {
    //! A module that others see.

    use axum::Json;
    use cors_axum::cors;

    /// Who may read.
    #[cors(
        origins = ["https://app.example.com", "https://*.partner.example"],
        dev_origins = ["http://localhost:5173"],
        credentials,
        allow_headers = ["content-type"],
        expose_headers = ["x-total-count"],
        max_age = "2h",
    )]
    #[derive(Debug)]
    pub struct Frontend;

    /// Lists users.
    #[cors(policy = Frontend, max_age = "10m")]
    pub async fn list() -> Json<Vec<String>> {
        Json(Vec::new())
    }

    /// Creates a user.
    #[cors(policy = Frontend)]
    pub async fn create(Json(name): Json<String>) -> String {
        name
    }
}

mod private {
    use cors_axum::cors;

    #[cors(origins = "*", methods = [GET])]
    pub(super) async fn any() {}
}

/// What the library serves.
pub fn routes() -> cors_axum::CorsRouter {
    use cors_axum::{CorsRouter, routes};

    CorsRouter::new()
        .route("/users", routes![get(users::list), post(users::create)])
        .route("/any", routes![any(private::any)])
}

pub mod actix {
    //! The same under actix-web.

    use actix_web::{get, guard::GuardContext, middleware::Logger, route};
    use cors_actix::{ServiceConfig, cors, resource, routes};

    /// Who may read.
    #[cors(origins = ["https://app.example.com"])]
    #[derive(Debug)]
    pub struct Frontend;

    fn is_v2(context: &GuardContext<'_>) -> bool {
        context.head().uri.query() == Some("v2")
    }

    /// Lists users.
    #[cors(policy = Frontend)]
    #[get("/users")]
    pub async fn list() -> &'static str {
        "users"
    }

    #[cors(policy = Frontend, max_age = "10m")]
    #[route("/users", method = "PUT", method = "POST", guard = "is_v2", wrap = "Logger::default()")]
    async fn create() -> &'static str {
        "created"
    }

    /// Shows a user.
    #[cors(policy = Frontend)]
    pub async fn show() -> &'static str {
        "user"
    }

    /// What the library serves.
    pub fn configure(config: &mut ServiceConfig) {
        let _ = config
            .service(routes![list, create])
            .service(resource("/user").route(routes![get(show), head(show)]))
            .service(resource("/any").route(routes![any(show).wrap(Logger::default())]));
    }
}
