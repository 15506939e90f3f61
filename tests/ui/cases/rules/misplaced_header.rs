use cors_axum::cors;

#[cors(
    origins = "*",
    allow_headers = ["Access-Control-Allow-Origin"],
    expose_headers = ["if-none-match", "access-control-max-age"],
)]
async fn list() {}

fn main() {}
