use std::path::Path;

use axum::http::StatusCode;
use cors_axum::{CorsRouter, cors, routes};
use tower_http::services::{ServeDir, ServeFile};

#[cors(origins = ["https://app.example.com"], credentials)]
struct Frontend;

async fn list_users() -> &'static str { "Ada, Alan" }

async fn no_such_endpoint() -> (StatusCode, &'static str) { (StatusCode::NOT_FOUND, "no such endpoint") }

fn app(dist: &Path) -> CorsRouter {
    let api = CorsRouter::with_default(Frontend)
        .route("/users", routes![get(list_users)])
        .fallback(routes![any(no_such_endpoint)]);
    // A file, or else `index.html` with the status 200: the page reads the path and shows what belongs there.
    let pages = ServeDir::new(dist).fallback(ServeFile::new(dist.join("index.html")));
    CorsRouter::new().nest("/api", api).fallback_service_without_cors(pages)
}
