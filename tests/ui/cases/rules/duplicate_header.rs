use cors_axum::cors;

#[cors(
    origins = "*",
    allow_headers = ["content-type", "Content-Type"],
    expose_headers = ["*", "*"],
)]
async fn list() {}

fn main() {}
