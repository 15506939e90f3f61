use cors_axum::cors;

#[cors(origins = "*", methods = [get, Patch])]
async fn list() {}

fn main() {}
