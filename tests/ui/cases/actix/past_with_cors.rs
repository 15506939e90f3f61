//! What carries a policy cannot be mounted where the policy would be lost.

use actix_web::{App, get, web};
use cors_actix::{cors, routes};

#[cors(origins = "*")]
#[get("/users")]
async fn list() -> &'static str {
    "list"
}

fn main() {
    let _ = App::new().service(list);
    let _ = App::new().service(routes![list]);
    let _ = App::new().service(cors_actix::resource("/x"));
    let _ = web::scope("/api").service(cors_actix::scope("/v1"));
}
