#![deny(dead_code)]

use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = ["https://app.example.com/"])]
async fn list() {}

#[cors(origins = "*")]
async fn create() {}

#[cors(origins = ["https://app.example.com/"])]
async fn forgotten() {}

fn main() {
    let _future = list();
    let _: CorsRouter = CorsRouter::new().route("/", routes![get(list), psot(create)]);
}
