use cors_axum::cors;

#[cors(origins = "*")]
async fn list(users: ) {}

fn main() {}
