use cors_axum::cors;

#[cors(origins = ["https://app.example.com", "moz-extension://*", "app://*"])]
async fn list() {}

#[cors(origins = ["moz-extension://*:*", "https://*"])]
async fn malformed() {}

#[cors(origins = ["https://app.example.com"], allow(any_installation, reason = "there may be one"))]
async fn not_needed() {}

fn main() {}
