use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = "*")]
async fn list() {}

struct Users;

impl Users {
    async fn list() {}
}

fn main() {
    let local = list;
    let _: CorsRouter = CorsRouter::new()
        .route("/1", routes![get(|| async {})])
        .route("/2", routes![get(move || async {})])
        .route("/3", routes![|| async {}])
        .route("/4", routes![get(make_handler())])
        .route("/5", routes![get("hello")])
        .route("/6", routes![get(<Users>::list)])
        .route("/7", routes![get()]);
    let _: CorsRouter = CorsRouter::new().route("/8", routes![get(local)]);
}
