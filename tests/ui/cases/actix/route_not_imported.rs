//! A route attribute has to be in scope, as without CORS.

use cors_actix::{cors, routes};

#[cors(origins = "*")]
#[get("/users")]
async fn list() -> &'static str {
    "list"
}

fn main() {
    let _ = routes![list];
}
