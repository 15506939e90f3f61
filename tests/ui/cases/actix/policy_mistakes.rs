//! The rules are those of every adapter; a route attribute in between changes nothing.

use actix_web::{App, FromRequest, delete, get, post, web};
use cors_actix::{WithCors, cors, routes};

/// As that of actix-web-httpauth.
struct BearerAuth;

impl FromRequest for BearerAuth {
    type Error = actix_web::Error;
    type Future = std::future::Ready<Result<Self, Self::Error>>;

    fn from_request(_: &actix_web::HttpRequest, _: &mut actix_web::dev::Payload) -> Self::Future {
        std::future::ready(Ok(BearerAuth))
    }
}

#[cors(origins = "*", credentials)]
#[get("/users")]
async fn list() -> &'static str {
    ""
}

#[cors(origins = ["https://app.example.com"])]
#[post("/users")]
async fn create(_user: web::Json<u8>) -> &'static str {
    ""
}

#[cors(origins = ["https://app.example.com"])]
#[delete("/users")]
async fn remove(_by: BearerAuth) -> &'static str {
    ""
}

#[get("/below")]
#[cors(origins = ["https://app.example.com/"])]
async fn below() -> &'static str {
    ""
}

fn main() {
    // No cascade: each can be called and mounted.
    drop((list(), create(web::Json(1)), remove(BearerAuth)));
    let _ = App::new().with_cors().service(routes![list, create, remove]);
}
