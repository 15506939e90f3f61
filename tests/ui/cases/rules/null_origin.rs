use cors_axum::cors;

#[cors(origins = ["https://app.example.com", "null", " NULL "])]
async fn listed() {}

#[cors(origins = "null")]
async fn alone() {}

fn main() {}
