use cors_axum::cors;

#[cors(origns = ["https://app.example.com"])]
async fn misspelt() {}

#[cors(allowed_origins = ["https://app.example.com"])]
async fn known_from_elsewhere() {}

#[cors(origins = "*", vary)]
async fn unknown() {}

#[cors(origins = "*", allow_methods = [GET])]
async fn methods_of_the_routing() {}

#[cors(origins = "*", allowed_methods = ["GET", "POST"])]
async fn methods_by_another_name() {}

fn main() {}
