//! Fallbacks without a policy.

use axum::routing::get_service;
use cors_axum::{CorsRouter, cors, routes, with_policy};

#[cors(origins = ["https://app.example.com"])]
struct Frontend;

async fn not_found() -> &'static str {
    "nothing here"
}

fn main() {
    let _: CorsRouter = CorsRouter::new().fallback(not_found);
    let _: CorsRouter = CorsRouter::new().fallback(|| async { "nothing here" });
    let _: CorsRouter = CorsRouter::new().fallback(get_service(tower_http::services::ServeDir::new("static")));
    let _: CorsRouter = CorsRouter::new().fallback(routes![any(not_found)]);
    let _: CorsRouter = CorsRouter::new().fallback_service(tower_http::services::ServeDir::new("static"));
    let _: CorsRouter<(), _> = CorsRouter::with_default(Frontend).fallback(with_policy(Frontend).any(not_found));
}
