//! A policy for a whole service, wherever actix-web takes services.

use actix_web::{App, get, web};
use cors_actix::{ServiceConfig, WithCors, cors, routes, scope};
use cors_tests::exchange::{ADMIN, APP, ClientRequest, EVIL, from, preflight, request};

use super::{admin, app, none, outcomes};

#[cors(origins = ["https://app.example.com"], enforce, methods = [GET, PUT])]
struct Files;

#[cors(origins = ["https://admin.example.com"])]
#[get("/users")]
async fn users() -> &'static str {
    "users"
}

fn files() -> actix_web::Resource {
    web::resource("/{name}").route(web::get().to(|| async { "file" })).route(web::put().to(|| async { "stored" }))
}

fn asks() -> Vec<ClientRequest> {
    vec![
        from("GET /users", ADMIN),
        from("GET /users", APP),
        preflight("GET /users", ADMIN),
        from("GET /logo.svg", APP),
        from("PUT /logo.svg", APP),
        from("PUT /logo.svg", EVIL),
        request("PUT /logo.svg"),
        preflight("PUT /logo.svg", APP),
        preflight("PUT /logo.svg", EVIL),
        preflight("DELETE /logo.svg", APP),
        from("GET /no/such/file", APP),
    ]
}

#[actix_web::test]
async fn a_service_has_its_policy_in_an_application_a_scope_and_a_configuration() {
    let in_application = App::new().with_cors().service(routes![users]).service_with_policy(Files, files()).finish();
    let in_scope =
        App::new().with_cors().service(scope("").service(routes![users]).service_with_policy(Files, files())).finish();
    let configure = |config: &mut ServiceConfig| {
        config.service(routes![users]).service_with_policy(Files, files());
    };
    let in_configuration = App::new().with_cors().configure(configure).finish();
    let expected = [
        admin(200),
        none(200),
        admin(204),
        app(200),
        app(200),
        none(403),
        none(200),
        app(204),
        none(403),
        app(204),
        app(404),
    ];
    assert_eq!(outcomes(in_application, asks()).await, expected);
    assert_eq!(outcomes(in_scope, asks()).await, expected);
    assert_eq!(outcomes(in_configuration, asks()).await, expected);
}
