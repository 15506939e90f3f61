//! Services of actix-web.

use actix_web::get;
use cors_actix::{CorsResource, OriginSet, ServiceConfig, cors, origin_set, resource, routes};

/// The front end.
#[cors(origins = ["https://app.example.com"], credentials)]
pub struct Frontend;

/// The origins of the tenants.
pub static TENANTS: OriginSet = origin_set!["https://shop.example"];

#[cors(policy = Frontend)]
#[get("/users")]
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

/// The services.
pub fn services(config: &mut ServiceConfig) {
    config.service(routes![list]).service(created());
}

fn created() -> CorsResource {
    resource("/created").route(routes![any(create)])
}

/// A resource.
pub fn reports() -> CorsResource {
    resource("/report").route(routes![get(report)])
}
