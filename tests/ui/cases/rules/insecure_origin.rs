use cors_axum::cors;

#[cors(origins = ["https://app.example.com", "http://www.example.com", "http://*.example.com:8080"], credentials)]
async fn list() {}

fn main() {}
