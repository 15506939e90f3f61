//! Mistakes in groups.

use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = ["https://app.example.com"])]
struct Frontend;

struct Settings;

async fn list() {}

async fn create() {}

fn main() {
    let _: CorsRouter = CorsRouter::new()
        .route("/1", routes![policy = Frontend, get(list)])
        .route("/2", routes![policy = Frontend get(list)])
        .route("/3", routes![policy = Settings; get(list)])
        .route("/4", routes![policy = Misspelt; get(list)])
        .route("/5", routes![policy = "Frontend"; get(list)])
        .route("/6", routes![policy = ; get(list)])
        .route("/7", routes![policy = Frontend; get(|| async {})])
        .route("/8", routes![policy = Frontend;])
        .route("/9", routes![policy = Frontend; get(list), get(create)])
        .route("/10", routes![Frontend; get(list)])
        .route("/11", routes![get(list); policy = Frontend]);
}
