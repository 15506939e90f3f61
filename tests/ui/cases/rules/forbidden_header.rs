use cors_axum::cors;

#[cors(
    origins = ["https://app.example.com"],
    allow_headers = ["Cookie", "origin", "sec-fetch-mode", "proxy-authorization"],
    expose_headers = ["set-cookie"],
)]
async fn list() {}

fn main() {}
