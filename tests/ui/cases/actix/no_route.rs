//! A handler has a route attribute, or is mounted by hand: one of the two.

use actix_web::{App, get};
use cors_actix::{WithCors, cors, routes};

#[cors(origins = "*")]
async fn without() -> &'static str {
    "without"
}

#[cors(origins = "*")]
#[get("/with")]
async fn with() -> &'static str {
    "with"
}

fn main() {
    let _ = App::new().with_cors().service(routes![without]);
    let _ = App::new().with_cors().service(cors_actix::resource("/").route(routes![get(with)]));
    let _ = App::new().with_cors().service(routes![with, get(without)]);
}
