use axum::Json;
use cors_axum::{CorsRouter, cors, routes};

#[cors(
    origins = ["https://app.example.com/", "https://www.example.com"],
    credentails,
    allow_headers = ["content-type", "cookie"],
    max_age = "3d",
    methods = [get],
)]
async fn create(Json(_): Json<u8>) {}

fn main() {
    let _future = create(Json(0));
    let _: CorsRouter = CorsRouter::new().route("/", routes![any(create)]);
}
