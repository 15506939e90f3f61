use axum_extra::{
    TypedHeader,
    headers::{Authorization, authorization::Bearer},
};
use cors_axum::cors;

#[cors(origins = ["https://app.example.com"])]
async fn no_headers(_: TypedHeader<Authorization<Bearer>>) {}

#[cors(origins = "*", allow_headers = "*")]
async fn wildcard(_: TypedHeader<Authorization<Bearer>>) {}

#[cors(origins = "*")]
async fn optional(_: Option<TypedHeader<Authorization<Bearer>>>) {}

fn main() {}
