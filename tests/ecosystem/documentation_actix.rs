//! utoipa and utoipa-actix-web: the attributes above each other, and services of both in one application.

use actix_web::{
    App, HttpResponse, Responder, delete, get, post,
    web::{Json, Path},
};
use cors_actix::{WithCors, cors, routes, scope};
use cors_tests::{
    driver::serve_actix,
    exchange::{APP, EVIL},
};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use utoipa_actix_web::{AppExt, OpenApiFactory};

use crate::ask::{ask, get as ask_for, post_json, statuses};

#[derive(Serialize, Deserialize, ToSchema)]
struct User {
    name: String,
}

#[cors(origins = ["https://app.example.com"], credentials, allow_headers = ["content-type"])]
struct Frontend;

/// As utoipa has it: method and path are those of the route attribute.
#[cors(policy = Frontend)]
#[utoipa::path(responses((status = 200, body = [User])))]
#[get("/users")]
async fn list_users() -> impl Responder {
    Json(vec![User { name: "Ada".to_owned() }])
}

/// They may be said again.
#[cors(policy = Frontend)]
#[utoipa::path(post, path = "/users", responses((status = 201)))]
#[post("/users")]
async fn create_user(user: Json<User>) -> impl Responder {
    HttpResponse::Created().json(user)
}

#[cors(origins = ["https://admin.example.com"])]
#[utoipa::path]
#[delete("/users/{id}")]
async fn remove_user(id: Path<u32>) -> impl Responder {
    if *id == 1 { HttpResponse::NoContent() } else { HttpResponse::NotFound() }
}

/// Several methods of one handler.
#[cors(policy = Frontend, allow(forgeable, reason = "it changes nothing"))]
#[utoipa::path(responses((status = 200)))]
#[actix_web::route("/any", method = "GET", method = "POST")]
async fn any() -> impl Responder {
    "any"
}

/// For other servers, not for browsers.
#[utoipa::path(responses((status = 200, body = String)))]
#[get("/version")]
async fn version() -> impl Responder {
    "1.0"
}

/// What has a policy.
#[derive(OpenApi)]
#[openapi(paths(list_users, create_user, remove_user, any))]
struct Documented;

#[test]
fn the_route_attribute_says_what_is_documented() {
    let documentation = serde_json::to_value(Documented::openapi()).expect("JSON");
    let paths = documentation["paths"].as_object().expect("paths").iter();
    let mut operations: Vec<_> = paths
        .flat_map(|(path, item)| {
            item.as_object().expect("operations").keys().map(move |method| format!("{method} {path}"))
        })
        .collect();
    operations.sort();
    assert_eq!(operations, ["delete /users/{id}", "get /any", "get /users", "post /any", "post /users"]);
    // The parameter's type is the function's.
    assert_eq!(documentation["paths"]["/users/{id}"]["delete"]["parameters"][0]["name"], "id");
    assert_eq!(documentation["paths"]["/users"]["post"]["requestBody"]["required"], true);
}

#[tokio::test]
async fn documented_handlers_and_services_are_mounted_side_by_side() {
    let app = serve_actix(|| {
        App::new()
            .with_cors()
            .service(routes![list_users, create_user, remove_user, any])
            .service_without_cors(utoipa_actix_web::scope("/internal").service(version))
            .finish()
    });
    for (page, readable) in [(APP, true), (EVIL, false)] {
        assert_eq!(ask(&app, ask_for(page), "/users").await.is_readable(), readable);
        let created = ask(&app, post_json(page), "/users").await;
        assert_eq!((created.is_readable(), statuses(&created).0), (readable, Some(if readable { 204 } else { 403 })));
        let internal = ask(&app, ask_for(page), "/internal/version").await;
        assert_eq!((internal.is_readable(), statuses(&internal)), (false, (None, Some(200))));
    }
    let internal = utoipa_actix_web::scope("/internal").service(version);
    assert_eq!(internal.paths().paths.keys().collect::<Vec<_>>(), ["/internal/version"]);
}

/// An application that utoipa-actix-web has begun goes on with policies.
#[tokio::test]
async fn a_documented_application_goes_on_with_policies() {
    let app = serve_actix(|| {
        let begun = App::new().into_utoipa_app().openapi(Documented::openapi());
        let (app, documentation) =
            begun.service(utoipa_actix_web::scope("/internal").service(version)).split_for_parts();
        assert_eq!(documentation.paths.paths.len(), 4);
        app.with_cors().service(scope("/v1").service(routes![list_users])).finish()
    });
    for (page, readable) in [(APP, true), (EVIL, false)] {
        assert_eq!(ask(&app, ask_for(page), "/v1/users").await.is_readable(), readable);
        let internal = ask(&app, ask_for(page), "/internal/version").await;
        assert_eq!((internal.is_readable(), statuses(&internal).1), (false, Some(200)));
    }
}
