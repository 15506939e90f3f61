//! `methods` is for handlers that are mounted for any method, and says so wherever the routing knows better.

use actix_web::{App, get};
use cors_actix::{WithCors, cors, resource, routes};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
struct Narrow;

#[cors(policy = Narrow)]
#[get("/named")]
async fn named() -> &'static str {
    ""
}

#[cors(policy = Narrow, credentials)]
#[get("/overridden")]
async fn overridden() -> &'static str {
    ""
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
#[get("/own")]
async fn own() -> &'static str {
    ""
}

#[cors(policy = Narrow)]
async fn by_hand() -> &'static str {
    ""
}

fn main() {
    let _ = App::new().with_cors().service(routes![named, overridden, own]);
    let _ = App::new().with_cors().service(resource("/by-hand").route(routes![get(by_hand)]));
    let _ = App::new().with_cors().service(resource("/any").route(routes![any(by_hand)]));
}
