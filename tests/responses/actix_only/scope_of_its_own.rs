//! A scope that enforces its policies by itself, in an application that is built elsewhere.

use std::sync::atomic::{AtomicUsize, Ordering};

use actix_web::{
    App, Error, HttpResponse,
    body::BoxBody,
    dev::{ServiceRequest, ServiceResponse},
    get,
    middleware::{Next, from_fn},
    post, web,
};
use cors_actix::{WithCors, cors, resource, routes, scope, with_policy};
use cors_tests::exchange::{APP, EVIL, from, preflight};

use super::{answer, app, none, outcomes};

static RUNS: AtomicUsize = AtomicUsize::new(0);
static MIDDLEWARE: AtomicUsize = AtomicUsize::new(0);

#[cors(origins = ["https://app.example.com"], enforce, allow_headers = ["content-type"])]
struct Strict;

#[cors(policy = Strict)]
#[post("/orders")]
async fn order() -> &'static str {
    RUNS.fetch_add(1, Ordering::Relaxed);
    "ordered"
}

#[cors(origins = ["https://app.example.com"])]
#[get("/orders/{id}")]
async fn show() -> HttpResponse {
    HttpResponse::NotFound().finish()
}

/// The only access that some frameworks give.
fn configure(config: &mut web::ServiceConfig) {
    config.service(
        scope("/api/{tenant}")
            .service(routes![order, show])
            .service(resource("/deep").route(with_policy(Strict).post(|| async { "deep" })))
            .service(scope("/plain").service_without_cors(web::resource("/x").to(|| async { "plain" })))
            .wrap(from_fn(count))
            .finish(),
    );
}

async fn count(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, Error> {
    MIDDLEWARE.fetch_add(1, Ordering::Relaxed);
    next.call(request).await
}

async fn refuse(request: ServiceRequest, _: Next<BoxBody>) -> Result<ServiceResponse, Error> {
    Ok(request.into_response(HttpResponse::Unauthorized().finish()))
}

#[actix_web::test]
async fn by_a_service_config_alone() {
    let asks = |prefix: &str| {
        let on = |line: &str| line.replace(" /", &format!(" {prefix}/api/acme/"));
        vec![
            from(&on("POST /orders"), EVIL),
            from(&on("POST /deep"), EVIL),
            preflight(&on("POST /orders"), APP),
            preflight(&on("POST /orders"), EVIL),
            from(&on("POST /orders"), APP),
            from(&on("GET /orders/7"), APP),
            from(&on("PUT /deep"), APP),
            from(&on("GET /plain/x"), APP),
            // By the application's default service.
            from(&on("PUT /orders"), APP),
        ]
    };
    let expected = |unknown: u16| {
        let [refused, plain] = [none(403), none(200)];
        let first = [refused.clone(), refused.clone(), app(204), refused];
        let rest = [app(200), app(404), app(405), plain, none(unknown)];
        first.into_iter().chain(rest).collect::<Vec<_>>()
    };
    let teapot = || async { HttpResponse::ImATeapot().finish() };
    let plain = App::new().configure(configure);
    assert_eq!(outcomes(plain, asks("")).await, expected(404));
    assert_eq!(RUNS.load(Ordering::Relaxed), 1);
    // Preflights and refusals are outside the middleware of the scope.
    assert_eq!(MIDDLEWARE.load(Ordering::Relaxed), 5);
    let scoped = App::new().service(web::scope("/v1").configure(configure)).default_service(web::to(teapot));
    assert_eq!(outcomes(scoped, asks("/v1")).await, expected(418));
}

#[actix_web::test]
async fn in_an_application_with_policies() {
    let inner = || scope("/api").service(routes![order, show]).finish();
    let outer = || App::new().with_cors().service(resource("/x").route(with_policy(Strict).get(|| async { "x" })));
    let asks = || {
        vec![
            from("POST /api/orders", EVIL),
            preflight("POST /api/orders", APP),
            from("GET /api/orders/7", APP),
            // By the outer application's 404, for a page that may use another method of the scope.
            from("PUT /api/orders", APP),
            from("GET /x", APP),
        ]
    };
    let found = outcomes(outer().service_without_cors(inner()).finish(), asks()).await;
    assert_eq!(found, [none(403), app(204), app(404), app(404), app(200)]);
    let default = || async { HttpResponse::NotFound().finish() };
    let found =
        outcomes(outer().service_without_cors(inner()).default_service_without_cors(web::to(default)).finish(), asks())
            .await;
    assert_eq!(found[3], none(404));
}

#[actix_web::test]
async fn middleware_of_the_application_stays_outside() {
    let application = App::new().configure(configure).wrap(from_fn(refuse));
    let asks = vec![preflight("POST /api/acme/orders", APP), from("POST /api/acme/orders", APP)];
    assert_eq!(outcomes(application, asks).await, [none(401), none(401)]);
    let inside = scope("/api").service(routes![order]).wrap(from_fn(refuse)).finish();
    let asks = vec![preflight("POST /api/orders", APP), from("POST /api/orders", APP)];
    assert_eq!(outcomes(App::new().service(inside), asks).await, [app(204), app(401)]);
}

#[actix_web::test]
async fn a_preflight_says_why_in_debug_builds() {
    let denied = answer(App::new().configure(configure), preflight("POST /api/acme/orders", EVIL)).await;
    denied.assert_denied_because("origin_not_allowed");
}
