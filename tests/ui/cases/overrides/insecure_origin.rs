use cors_axum::cors;

#[cors(origins = ["https://app.example.com", "http://app.example.com"])]
struct Frontend;

#[cors(policy = Frontend, credentials)]
async fn list() {}

fn main() {}
