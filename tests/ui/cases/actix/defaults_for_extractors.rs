//! Rules about extractors, checked against the default policy that `#[cors]` alone takes: only a build finds these, `cargo check` does not.

use actix_web::{App, post, web::Json};
use cors_actix::{WithCors, cors, routes};

#[cors(origins = ["https://app.example.com"])]
struct Frontend;

#[cors]
#[post("/users")]
async fn create(_: Json<u8>) -> &'static str {
    ""
}

fn main() {
    let _ = App::new().with_cors().with_default(Frontend).service(routes![create]);
}
