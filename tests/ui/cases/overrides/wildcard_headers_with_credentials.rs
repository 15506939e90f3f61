use cors_axum::cors;

#[cors(origins = ["https://app.example.com"], allow_headers = "*")]
struct Frontend;

#[cors(policy = Frontend, credentials)]
async fn list() {}

fn main() {}
