//! What route attributes name is compiled as actix would compile it, and what is wrong is said where it is named.

use actix_web::{App, get, guard::GuardContext, web};
use cors_actix::{WithCors, cors, routes};

fn takes_nothing() -> bool {
    true
}

fn is_admin(_: &GuardContext<'_>) -> bool {
    true
}

#[cors(origins = "*")]
#[get("/1", guard = "is_amdin")]
async fn no_such_guard() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/2", guard = "is_admin", guard = "takes_nothing")]
async fn no_guard() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/3", wrap = "Logger::default()")]
async fn no_such_middleware() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/4/{id}")]
async fn no_extractor(_id: u32) -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/5")]
fn not_async() -> &'static str {
    ""
}

#[cors(origins = "*")]
#[get("/6")]
async fn generic<T: 'static>(_: web::Data<T>) -> &'static str {
    ""
}

fn main() {
    let _ = App::new()
        .with_cors()
        .service(routes![no_such_guard, no_guard, no_such_middleware, no_extractor, not_async, generic]);
}
