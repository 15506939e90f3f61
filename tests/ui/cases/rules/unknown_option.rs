use cors_axum::cors;

#[cors(origns = ["https://app.example.com"])]
async fn misspelt() {}

#[cors(allowed_origins = ["https://app.example.com"])]
async fn known_from_elsewhere() {}

#[cors(origins = "*", vary)]
async fn unknown() {}

fn main() {}
