//! Handlers for `documented!` without `#[utoipa::path]`, or without a policy.

use actix_web::{App, get};
use cors_actix::{WithCors, cors, documented};

#[cors(origins = ["https://app.example.com"])]
#[get("/users")]
async fn list_users() -> &'static str {
    ""
}

#[utoipa::path]
#[get("/health")]
async fn health() -> &'static str {
    ""
}

fn main() {
    let _ = App::new().with_cors().service(documented![list_users]);
    let _ = App::new().with_cors().service(documented![health]);
}
