//! Handlers without a policy, and services past `routes!`.

use actix_web::{App, get};
use cors_actix::{WithCors, cors, routes};

#[get("/plain")]
async fn plain() -> &'static str {
    "plain"
}

async fn by_hand() -> &'static str {
    "by hand"
}

#[cors(origins = "*")]
#[get("/list")]
async fn list() -> &'static str {
    "list"
}

fn main() {
    let _ = App::new().with_cors().service(routes![plain]);
    let _ = App::new().with_cors().service(cors_actix::resource("/").route(routes![get(by_hand)]));
    // Without `routes!`.
    let _ = App::new().with_cors().service(list);
    let _ = App::new().with_cors().service(plain);
    let _ = App::new().with_cors().service(cors_actix::resource("/").route(list));
    // Without CORS.
    let _ = App::new().service(list);
}
