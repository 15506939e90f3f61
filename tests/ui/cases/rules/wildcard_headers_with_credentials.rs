use cors_axum::cors;

#[cors(origins = ["https://app.example.com"], credentials, allow_headers = "*")]
async fn alone() {}

#[cors(origins = ["https://app.example.com"], credentials, allow_headers = ["authorization", "*"])]
async fn beside_authorization() {}

fn main() {}
