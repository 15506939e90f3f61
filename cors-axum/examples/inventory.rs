//! Prints the inventory of an application, as text or as JSON, or writes it to a file.
//!
//! ```sh
//! cargo run -p cors-axum --example inventory
//! cargo run -p cors-axum --example inventory -- --json
//! CORS_INVENTORY=inventory.json cargo run -p cors-axum --example inventory
//! ```

use axum::{Json, extract::Path, http::StatusCode};
use cors_axum::{CorsRouter, cors, routes};

#[cors(
    origins = ["https://app.example.com", "https://*.partner.example"],
    dev_origins = ["http://localhost:5173"],
    credentials,
    allow_headers = ["content-type"],
    max_age = "2h",
)]
struct Frontend;

#[cors(policy = Frontend)]
async fn list_users() -> Json<Vec<&'static str>> {
    Json(vec!["Ada", "Grace"])
}

/// An override: the inventory shows the result.
#[cors(policy = Frontend, origins = ["https://admin.example.com"])]
async fn remove_user(Path(_name): Path<String>) -> StatusCode {
    StatusCode::NO_CONTENT
}

#[cors(
    origins = ["http://intranet.example"],
    credentials,
    allow(insecure_origin, reason = "until the intranet has certificates (OPS-12)"),
)]
async fn report() -> &'static str {
    "report"
}

#[cors(origins = "*")]
async fn health() -> &'static str {
    "ok"
}

fn app() -> CorsRouter {
    CorsRouter::new()
        .route("/users", routes![get(list_users)])
        .route("/users/{name}", routes![delete(remove_user)])
        .route("/report", routes![get(report)])
        .route("/health", routes![get(health)])
        .route_without_cors("/metrics", axum::routing::get(|| async { "up 1" }))
        .export_inventory()
}

fn main() {
    let inventory = app().inventory();
    if std::env::args().any(|argument| argument == "--json") {
        println!("{}", inventory.to_json());
    } else {
        print!("{inventory}");
    }
}
