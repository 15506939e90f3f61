use axum::routing::MethodFilter;
use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = "*", methods = [GET])]
async fn list() {}

#[cors(origins = "*", methods = [GET])]
struct Public;

#[cors(policy = Public)]
async fn show() {}

fn main() {
    let _: CorsRouter = CorsRouter::new()
        .route("/1", routes![post(list)])
        .route("/2", routes![on(MethodFilter::POST, show)])
        .route("/3", routes![any(list)]);
}
