//! Mistakes in groups.

use actix_web::{App, get, post};
use cors_actix::{WithCors, cors, resource, routes};

#[cors(origins = ["https://app.example.com"])]
struct Frontend;

#[cors(origins = "*", methods = [GET])]
struct PublicRead;

struct Settings;

async fn list() -> &'static str {
    ""
}

#[cors]
#[get("/users")]
async fn list_users() -> &'static str {
    ""
}

#[post("/users")]
async fn create_user() -> &'static str {
    ""
}

fn main() {
    let _ = App::new()
        .with_cors()
        .service(resource("/1").route(routes![policy = Frontend, get(list)]))
        .service(resource("/2").route(routes![policy = Settings; get(list)]))
        .service(resource("/3").route(routes![policy = Frontend; get(|| async { "" })]))
        .service(routes![policy = Frontend, list_users])
        .service(routes![policy = Settings; list_users])
        .service(routes![policy = Frontend; list_users, create_user])
        .service(routes![policy = PublicRead; list_users])
        .service(routes![policy = Frontend;])
        .service(routes![policy = Frontend; list_users, get(list)]);
}
