use cors_axum::cors;

mod health {}

#[cors(origins = "*")]
async fn health() {}

fn main() {}
