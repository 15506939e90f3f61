#![deny(dead_code)]

use axum::{Router, routing::get};
use cors_axum::cors;

#[cors(origins = "*")]
async fn list() {}

fn main() {
    let _: Router = Router::new().route("/", get(list));
}
