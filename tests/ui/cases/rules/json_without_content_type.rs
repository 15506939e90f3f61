use actix_web::{Either, web};
use axum::{Json, extract::rejection::JsonRejection};
use cors_axum::cors;

#[cors(origins = ["https://app.example.com"])]
async fn no_headers(Json(_): Json<u8>) {}

#[cors(origins = ["https://app.example.com"], allow_headers = ["x-request-id"])]
async fn other_headers(_body: Option<axum::Json<u8>>) {}

#[cors(origins = ["https://app.example.com"], allow_headers = ["content type"])]
async fn only_misspelt(Json(_): Json<u8>) {}

#[cors(origins = ["https://app.example.com"])]
async fn with_a_rejection(_: Result<Json<u8>, JsonRejection>, _: Checked<Json<u8>, u8>) {}

#[cors(origins = ["https://app.example.com"])]
async fn among_several(_: (String, (Json<u8>,))) {}

#[cors_actix::cors(origins = ["https://app.example.com"])]
async fn either(_: Either<web::Form<u8>, web::Json<u8>>) {}

struct Checked<T, Rules>(T, Rules);

#[cors_actix::cors(origins = ["https://app.example.com"])]
async fn wrapped(_: Option<Checked<web::Json<u8>, u8>>) {}

fn main() {}
