use cors_axum::cors;

#[cors(origins = "*", methods = [GET, POST, GET])]
async fn list() {}

fn main() {}
