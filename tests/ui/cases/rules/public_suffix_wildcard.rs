use cors_axum::cors;

#[cors(origins = ["https://*.github.io", "https://*.co.uk", "https://*.amazonaws.com"], credentials)]
async fn list() {}

fn main() {}
