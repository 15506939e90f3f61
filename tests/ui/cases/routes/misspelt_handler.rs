use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = "*")]
async fn list() {}

mod users {
    use cors_axum::cors;

    #[cors(origins = "*")]
    async fn private() {}
}

struct Users;

impl Users {
    async fn list() {}
}

fn main() {
    let _: CorsRouter = CorsRouter::new()
        .route("/1", routes![get(lsit)])
        .route("/2", routes![get(users::lsit)])
        .route("/3", routes![get(users::private)])
        .route("/4", routes![get(Users::list)]);
}
