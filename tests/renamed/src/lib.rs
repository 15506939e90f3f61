//! The adapters under other names, and handed on to other crates: `routes!` and `origin_set!` need nothing for it, `#[cors]` says
//! `crate = …`.

/// The adapters, as a framework would hand them on.
pub mod framework {
    /// For axum.
    pub mod web {
        pub use policies::*;
    }
    /// For actix-web.
    pub mod server {
        pub use services::*;
    }
}

/// Applications of axum.
pub mod axum {
    use policies::{CorsRouter, OriginSet, cors, origin_set, routes};

    /// Its own.
    pub static FRONT_ENDS: OriginSet = origin_set!["https://app.example.com"];

    #[cors(origins = FRONT_ENDS, crate = policies)]
    async fn list() {}

    #[cors(origins = "*", crate = policies)]
    async fn create() {}

    /// Two handlers of a path.
    pub fn app() -> CorsRouter {
        CorsRouter::new().route("/", routes![get(list), post(create)])
    }
}

/// Routes of actix-web.
pub mod actix {
    use actix_web::get;
    use services::{CorsResource, OriginSet, ServiceConfig, cors, origin_set, resource, routes};

    /// Its own.
    pub static FRONT_ENDS: OriginSet = origin_set!["https://app.example.com"];

    #[cors(origins = FRONT_ENDS, crate = services)]
    #[get("/attribute")]
    async fn list() -> &'static str {
        "list"
    }

    #[cors(origins = "*", crate = services)]
    async fn create() -> &'static str {
        "create"
    }

    /// Two handlers.
    pub fn configure(config: &mut ServiceConfig) {
        config.service(routes![list]);
    }

    /// One by hand.
    pub fn by_hand() -> CorsResource {
        resource("/").route(routes![post(create)])
    }
}
