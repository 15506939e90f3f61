use cors_axum::cors;

#[cors(origins = "*")]
pub struct Public;

#[cors(origins = ["https://app.example.com"], enforce)]
pub struct Strict;

#[cors(policy = Public, enforce)]
async fn prices() {}

#[cors(policy = Strict, origins = "*")]
async fn health() {}

fn main() {}
