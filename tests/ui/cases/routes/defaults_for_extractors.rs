//! Rules about extractors, checked against the default policy that `#[cors]` alone takes: only a build finds these, `cargo check` does not.

use axum::Json;
use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = ["https://app.example.com"])]
struct Frontend;

#[cors]
async fn create(_: Json<u8>) {}

fn main() {
    let _: CorsRouter<(), _> = CorsRouter::with_default(Frontend).route("/1", routes![post(create)]);
}
