use cors_axum::cors;

#[cors(origins = ["https://app.example.com"], crate = ::no::such)]
async fn list() {}

#[cors(origins = ["https://app.example.com"], crate = ::no::such)]
struct Frontend;

fn main() {}
