use cors_axum::cors;

#[cors(origins = ["https://*.github.io", "https://*.co.uk"], credentials)]
async fn list() {}

fn main() {}
