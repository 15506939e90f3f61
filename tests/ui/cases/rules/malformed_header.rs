use cors_axum::cors;

#[cors(
    origins = "*",
    allow_headers = ["content type", "content-type, authorization", "", "x-größe", "x-*"],
    expose_headers = ["x-total-count:", "*-count"],
)]
async fn list() {}

fn main() {}
