//! Handlers for `documented!` without `#[utoipa::path]`, or without a policy.

use cors_axum::{CorsRouter, cors, documented};

#[cors(origins = ["https://app.example.com"])]
async fn list_users() -> &'static str {
    ""
}

#[utoipa::path(get, path = "/health")]
async fn health() -> &'static str {
    ""
}

fn main() {
    let _: CorsRouter = CorsRouter::new().openapi(documented![list_users]);
    let _: CorsRouter = CorsRouter::new().openapi(documented![health]);
    let _: CorsRouter = CorsRouter::new().openapi(documented![get(health)]);
    let _: CorsRouter = CorsRouter::new().openapi(documented![]);
}
