use cors_axum::cors;

#[cors(origins = ["https://*.example.com"])]
struct Frontend;

#[cors(policy = Frontend, dev_origins = ["https://dev.example.com"])]
async fn list() {}

fn main() {}
