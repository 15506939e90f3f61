use axum::Json;
use cors_axum::cors;

#[cors(origins = ["https://app.example.com"])]
struct Frontend;

#[cors(policy = Frontend)]
async fn create(_: Json<u8>) {}

#[cors(policy = Frontend, allow_headers = ["x-request-id"])]
async fn replace(_: Json<u8>) {}

fn main() {}
