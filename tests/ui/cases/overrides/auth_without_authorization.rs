use axum_extra::{
    TypedHeader,
    headers::{Authorization, authorization::Bearer},
};
use cors_axum::cors;

#[cors(origins = ["https://app.example.com"], allow_headers = "*")]
struct Frontend;

#[cors(policy = Frontend)]
async fn list(_: TypedHeader<Authorization<Bearer>>) {}

fn main() {}
