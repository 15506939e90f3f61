use axum::Json;
use cors_axum::cors;

#[cors(origins = ["https://app.example.com"])]
async fn no_headers(Json(_): Json<u8>) {}

#[cors(origins = ["https://app.example.com"], allow_headers = ["x-request-id"])]
async fn other_headers(_body: Option<axum::Json<u8>>) {}

#[cors(origins = ["https://app.example.com"], allow_headers = ["content type"])]
async fn only_misspelt(Json(_): Json<u8>) {}

fn main() {}
