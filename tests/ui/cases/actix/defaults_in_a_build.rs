//! Rules that a handler and its default policy break together: only a build finds these, `cargo check` does not.

use actix_web::{
    App, post,
    web::{Form, Json},
};
use cors_actix::{WithCors, cors, routes};

#[cors(origins = ["https://app.example.com"], credentials)]
struct Session;

#[cors(origins = "*", methods = [GET])]
struct PublicRead;

#[cors]
#[post("/users")]
async fn create(_: Json<u8>) -> &'static str {
    ""
}

/// What it takes, a form can send.
#[cors]
async fn form(_: Form<u8>) -> &'static str {
    ""
}

async fn list() -> &'static str {
    ""
}

fn main() {
    let _ = App::new()
        .with_cors()
        .with_default(Session)
        .service(routes![create])
        .route("/2", routes![post(form)])
        .route("/3", routes![policy = PublicRead; get(list)]);
}
