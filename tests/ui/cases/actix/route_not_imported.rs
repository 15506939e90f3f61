//! A route attribute has to be in scope, as without CORS.

use actix_web::App;
use cors_actix::{WithCors, cors, routes};

#[cors(origins = "*")]
#[get("/users")]
async fn list() -> &'static str {
    "list"
}

fn main() {
    let _ = App::new().with_cors().service(routes![list]);
}
