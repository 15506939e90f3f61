//! rustc's own lint, at the handler's name.
#![deny(dead_code)]

use actix_web::get;
use cors_actix::cors;

#[cors(origins = "*")]
#[get("/users")]
async fn list() -> &'static str {
    "list"
}

fn main() {}
