use cors_axum::cors;

#[cors(origins = ["https://app.example.com"], credentials, expose_headers = "*")]
async fn list() {}

fn main() {}
