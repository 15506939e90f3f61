use cors_axum::cors;

#[cors(origins = ["https://*.github.io"])]
struct Pages;

#[cors(policy = Pages, credentials)]
async fn list() {}

fn main() {}
