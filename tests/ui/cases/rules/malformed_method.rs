use cors_axum::cors;

#[cors(origins = "*", methods = ["GET POST", "", "*"])]
async fn list() {}

fn main() {}
