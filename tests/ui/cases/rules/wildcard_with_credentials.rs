use cors_axum::cors;

#[cors(origins = "*", credentials)]
async fn alone() {}

#[cors(origins = ["*"], credentials)]
async fn in_a_list() {}

fn main() {}
