//! Groups and defaults under actix.

#![deny(warnings, dead_code)]

use actix_web::{App, get, post, web};
use cors_actix::{ServiceConfig, WithCors, cors, resource, routes, scope, with_policy};

#[cors(origins = ["https://app.example.com"], credentials, enforce, allow_headers = ["content-type"])]
struct Frontend;

#[cors(origins = "*", methods = [GET])]
struct PublicRead;

#[cors]
#[get("/users")]
async fn list_users() -> &'static str {
    "users"
}

#[cors]
#[post("/users")]
async fn create_user(user: web::Json<String>) -> String {
    user.into_inner()
}

#[cors(origins = "*")]
#[get("/health")]
async fn health() -> &'static str {
    "ok"
}

async fn list() -> &'static str {
    "by hand"
}

#[cors]
async fn create(user: web::Json<String>) -> String {
    user.into_inner()
}

fn configure(config: &mut ServiceConfig) {
    config
        .service(routes![policy = Frontend; list_users, create_user])
        .service(resource("/configured").route(routes![policy = PublicRead; any(list)]));
}

fn main() {
    let _ = App::new()
        .with_cors()
        .with_default(Frontend)
        .service(routes![list_users, create_user, health])
        .service(resource("/hand").route(routes![get(list), post(create)]))
        .service(resource("/group").route(routes![policy = PublicRead; any(list)]))
        .service(resource("/closure").route(with_policy(PublicRead).any(|| async { "" })))
        .service(scope("/api").with_default(PublicRead).service(resource("/x").route(routes![any(list)])))
        .default_service(routes![any(list)])
        .finish();
    let _ = App::new().with_cors().configure(configure).configure(|config| {
        config.configure(configure);
    });
}
