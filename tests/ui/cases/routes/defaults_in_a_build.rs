//! Rules that a handler and its default policy break together: only a build finds these, `cargo check` does not.

use axum::{Form, Json};
use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = ["https://app.example.com"], credentials)]
struct Session;

#[cors(origins = "*", methods = [GET])]
struct PublicRead;

#[cors]
async fn create(_: Json<u8>) {}

/// What it takes, a form can send.
#[cors]
async fn form(_: Form<u8>) {}

async fn list() {}

fn main() {
    let _: CorsRouter<(), _> = CorsRouter::with_default(Session)
        .route("/1", routes![post(create)])
        .route("/2", routes![post(form)])
        .route("/3", routes![policy = PublicRead; get(list)]);
}
