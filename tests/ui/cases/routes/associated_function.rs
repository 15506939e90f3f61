use cors_axum::cors;

struct Users;

impl Users {
    #[cors(origins = "*")]
    async fn list() {}
}

fn main() {}
