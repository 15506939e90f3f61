//! What is no route attribute is rustc's to report.

use actix_web::{App, get};
use cors_actix::{WithCors, cors, routes};

#[cors(origins = "*")]
#[gte("/users")]
async fn list() -> &'static str {
    "list"
}

#[cors(origins = "*")]
#[get("/")]
async fn index() -> &'static str {
    "index"
}

fn main() {
    let _ = App::new().with_cors().service(routes![lst, index]);
    drop(list());
}
