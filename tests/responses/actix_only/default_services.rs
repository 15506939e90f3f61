//! Default services with a policy: of applications, of scopes with guards, by `configure`, and of scopes that are finished by themselves.

use actix_web::{App, HttpResponse, get, guard, web};
use cors_actix::{ServiceConfig, WithCors, cors, resource, routes, scope, with_policy};
use cors_tests::exchange::{ADMIN, APP, EVIL, from, preflight};

use super::{admin, app, none, outcomes};

#[cors(origins = ["https://app.example.com"], allow_headers = ["content-type"])]
struct ForApp;

#[cors(origins = ["https://admin.example.com"], enforce)]
struct ForAdmin;

async fn not_found() -> HttpResponse {
    HttpResponse::NotFound().finish()
}

#[cors(policy = ForApp)]
#[get("/users")]
async fn users() -> &'static str {
    "users"
}

#[actix_web::test]
async fn methods_that_a_route_attribute_lacks_reach_it() {
    let application =
        || App::new().with_cors().service(routes![users]).default_service(with_policy(ForAdmin).any(not_found));
    let asks = vec![
        from("GET /users", APP),
        from("PUT /users", ADMIN),
        from("PUT /users", EVIL),
        preflight("PUT /users", ADMIN),
        preflight("PUT /users", EVIL),
        preflight("GET /users", APP),
        from("HEAD /users", ADMIN),
    ];
    let found = outcomes(application().finish(), asks).await;
    assert_eq!(found, [app(200), admin(404), none(403), admin(204), none(403), app(204), admin(404)]);
}

#[actix_web::test]
async fn a_scope_with_a_guard() {
    let application = App::new()
        .with_cors()
        .service(
            scope("/x")
                .guard(guard::Header("x-inside", "yes"))
                .service(resource("/a").route(with_policy(ForApp).get(not_found)))
                .default_service(with_policy(ForApp).any(not_found)),
        )
        .default_service(with_policy(ForAdmin).any(not_found));
    let inside = |line, origin| from(line, origin).header("x-inside", "yes");
    let asks = vec![
        inside("GET /x/b", APP),
        inside("GET /x/b", ADMIN),
        from("GET /x/b", ADMIN),
        from("GET /x/b", APP),
        // A preflight does not say on which side of the guard its request will be.
        preflight("GET /x/b", APP),
        preflight("GET /x/b", ADMIN),
    ];
    let found = outcomes(application.finish(), asks).await;
    assert_eq!(found, [app(404), none(404), admin(404), none(403), none(403), none(403)]);
}

#[actix_web::test]
async fn by_configure_and_in_a_scope_of_its_own() {
    fn of_app(config: &mut ServiceConfig) {
        config.service(routes![users]).default_service(with_policy(ForAdmin).any(not_found));
    }
    fn of_framework(config: &mut web::ServiceConfig) {
        config.service(
            scope("/api").service(routes![users]).default_service(with_policy(ForApp).any(not_found)).finish(),
        );
    }
    let configured = App::new().with_cors().configure(of_app).finish();
    let found = outcomes(configured, vec![from("GET /nowhere", ADMIN), preflight("PUT /nowhere", ADMIN)]).await;
    assert_eq!(found, [admin(404), admin(204)]);
    let finished = App::new().configure(of_framework);
    let asks = vec![
        from("GET /api/users", APP),
        from("GET /api/nowhere", APP),
        from("GET /api/nowhere", ADMIN),
        preflight("DELETE /api/nowhere", APP),
        from("GET /nowhere", APP),
    ];
    let found = outcomes(finished, asks).await;
    assert_eq!(found, [app(200), app(404), none(404), app(204), none(404)]);
}

/// Services without a policy at unknown paths: a preflight for an unknown path is granted only if none of them serves it.
#[actix_web::test]
async fn beside_services_with_unknown_routes() {
    let application = || {
        App::new()
            .with_cors()
            .service_without_cors(web::resource("/plain/{id}").to(|| async { "plain" }))
            .default_service(with_policy(ForApp).any(not_found))
            .finish()
    };
    let asks = vec![
        from("GET /plain/1", APP),
        preflight("PUT /plain/1", APP),
        from("GET /nowhere", APP),
        preflight("PUT /nowhere", APP),
        preflight("PUT /nowhere", EVIL),
    ];
    let found = outcomes(application(), asks).await;
    assert_eq!(found, [none(200), none(403), app(404), app(204), none(403)]);
}

#[actix_web::test]
async fn files_with_a_policy() {
    let files = || actix_files::Files::new("", env!("CARGO_MANIFEST_DIR")).index_file("Cargo.toml");
    let application = App::new().with_cors().service(routes![users]).default_service_with_policy(ForApp, files());
    let asks = vec![from("GET /", APP), from("GET /README.md", APP), from("GET /nowhere", APP), from("GET /", EVIL)];
    let found = outcomes(application.finish(), asks).await;
    assert_eq!(found, [app(200), app(200), app(404), none(200)]);
}
