use axum::routing::get;
use cors_axum::{CorsRouter, cors};

#[cors(origins = "*")]
async fn list() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/", get(list));
}
