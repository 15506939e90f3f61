use cors_axum::cors;

#[cors(origins = "*", methods = [GET, TRACE, connect])]
async fn list() {}

fn main() {}
