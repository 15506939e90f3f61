use cors_axum::cors;

#[cors(origins = ["https://app.example.com"], credentials)]
struct Frontend;

#[cors(policy = Frontend, expose_headers = "*")]
async fn list() {}

fn main() {}
