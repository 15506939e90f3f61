//! An application of axum.

use cors_axum::{CorsRouter, OriginSet, cors, origin_set, routes};

/// The front end.
#[cors(origins = ["https://app.example.com"], credentials)]
pub struct Frontend;

/// The origins of the tenants.
pub static TENANTS: OriginSet = origin_set!["https://shop.example"];

#[cors(policy = Frontend)]
async fn list() -> &'static str {
    "users"
}

#[cors(origins = TENANTS, allow_headers = ["content-type"], methods = [POST, PUT])]
async fn create() -> &'static str {
    "created"
}

/// Reports.
#[cors(
    policy = Frontend, max_age = "2h",
    allow(insecure_origin, reason = "an internal network"),
    origins = ["http://intranet.example"],
)]
async fn report() -> &'static str {
    "report"
}

/// The application.
pub fn app() -> CorsRouter {
    CorsRouter::new()
        .route("/users", routes![get(list)])
        .route("/created", routes![any(create)])
        .route("/report", routes![get(report), delete(list)])
}
