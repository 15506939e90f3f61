//! `#[cors]` belongs above the route attribute, which would hide the function from it.

use actix_web::{App, get};
use cors_actix::{WithCors, cors, routes};

#[get("/users")]
#[cors(origins = "*")]
async fn list() -> &'static str {
    "list"
}

fn main() {
    let _ = App::new().with_cors().service(routes![list]);
}
