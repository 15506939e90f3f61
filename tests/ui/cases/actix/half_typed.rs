//! One mistake, one error, whatever the route attribute says; the functions can be called and mounted.

use actix_web::{App, get};
use cors_actix::{WithCors, cors, routes};

#[cors(origins = )]
#[get("/no-value")]
async fn no_value() -> &'static str {
    ""
}

#[cors(orig)]
#[get("/option")]
async fn option() -> &'static str {
    ""
}

#[cors]
#[get("/no-arguments")]
async fn no_arguments() -> &'static str {
    ""
}

#[cors(policy = )]
#[get("/policy", name = "policy")]
async fn policy() -> &'static str {
    ""
}

#[cors(origins = ["https://app.example.com"])]
#[get("/body")]
async fn body() -> &'static str {
    let users =
}

fn main() {
    drop((no_value(), option(), no_arguments(), policy(), body()));
    let _ = App::new().with_cors().service(routes![no_value, option, no_arguments, policy, body]);
}
