//! Handlers whose names cannot be those of types.

use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = "*")]
async fn str() {}

#[cors(origins = "*")]
async fn clippy() {}

#[cors(origins = "*", companion = u8)]
async fn list_all() {}

#[cors(origins = "*", companion = "ListUsers")]
async fn list_users() {}

#[cors(origins = "*", companion = users::List)]
async fn list() {}

#[cors(origins = "*", companion = Other)]
struct Frontend;

mod websocket {}

#[cors(origins = "*", companion = Websocket)]
async fn websocket() {}

#[cors(origins = "*", companion = Renamed)]
async fn renamed() {}

fn main() {
    let _: CorsRouter = CorsRouter::new()
        .route("/1", routes![get(websocket)])
        .route("/2", routes![get(renamed)])
        .route("/3", routes![get(websocket as 5)])
        .route("/4", routes![get(websocket as &Websocket)])
        .route("/5", routes![get(websocket as Frontend)])
        .route("/6", routes![get(websocket as Misspelt)])
        .route("/7", routes![get(websocket as Websocket), post(renamed as Renamed)]);
}
