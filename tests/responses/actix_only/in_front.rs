//! What stands in front of annotated handlers without a policy, and may look like them.

use actix_web::{
    App, Error, HttpResponse,
    body::BoxBody,
    dev::{HttpServiceFactory, ServiceRequest, ServiceResponse},
    error::ErrorGone,
    get,
    middleware::{Next, from_fn},
    put, web,
};
use cors_actix::{WithCors, cors, routes};
use cors_tests::exchange::{ADMIN, APP, from, preflight};

use super::{answer, answers, app, none, outcomes};

#[cors(origins = ["https://app.example.com"])]
#[get("/x")]
async fn x() -> &'static str {
    "x"
}

#[cors(origins = ["https://admin.example.com"])]
#[put("/x")]
async fn put_x() -> &'static str {
    "put_x"
}

#[cors(origins = ["https://app.example.com"])]
#[get("/users/{id}")]
async fn user() -> &'static str {
    "user"
}

/// Of the same pattern and the same name as the annotated handler.
fn twin_of_x() -> impl HttpServiceFactory {
    web::resource("/x").name("x").get(|| async { "the twin" })
}

#[actix_web::test]
async fn a_service_in_front_that_looks_like_the_handler() {
    let asks = || vec![preflight("GET /x", APP), from("GET /x", APP), preflight("PUT /x", ADMIN)];
    let without = App::new().with_cors().service_without_cors(twin_of_x()).service(routes![x, put_x]).finish();
    assert_eq!(outcomes(without, asks()).await, [none(403), none(200), none(403)]);
    let scoped = cors_actix::scope("").service_without_cors(twin_of_x()).service(routes![x, put_x]);
    assert_eq!(
        outcomes(App::new().with_cors().service(scoped).finish(), asks()).await,
        [none(403), none(200), none(403)]
    );
    let before = || App::new().service(twin_of_x()).with_cors().service(routes![x, put_x, user]).finish();
    assert_eq!(outcomes(before(), asks()).await, [none(403), none(200), none(403)]);
    let denied = answer(before(), preflight("GET /x", APP)).await;
    denied.assert_denied_because("unknown_service");
    // Elsewhere it is not in the way.
    let elsewhere = vec![preflight("GET /users/7", APP), from("GET /users/7", APP)];
    assert_eq!(outcomes(before(), elsewhere).await, [app(204), app(200)]);
}

#[actix_web::test]
async fn what_a_service_in_front_answers_is_its_own() {
    async fn gone(_: ServiceRequest, _: Next<BoxBody>) -> Result<ServiceResponse, Error> {
        Err(ErrorGone("it is"))
    }
    let failing = || web::resource("/x").wrap(from_fn(gone)).to(|| async { "never" });
    let missing = || web::resource("/x").to(|| async { HttpResponse::NotFound().finish() });
    let asks = || vec![from("GET /x", APP), from("PUT /x", ADMIN)];
    let mine = || routes![x, put_x];
    let before = App::new().service(failing()).with_cors().service(mine()).finish();
    assert_eq!(outcomes(before, asks()).await, [none(410), none(410)]);
    let before = App::new().service(missing()).with_cors().service(mine()).finish();
    assert_eq!(outcomes(before, asks()).await, [none(404), none(404)]);
    let without = App::new().with_cors().service_without_cors(failing()).service(mine()).finish();
    assert_eq!(outcomes(without, asks()).await, [none(410), none(410)]);
}

#[actix_web::test]
async fn names_and_patterns_are_what_they_would_be_without_us() {
    async fn seen(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, Error> {
        let pattern = request.match_pattern();
        let name = request.match_name().map(str::to_owned);
        let mut response = next.call(request).await?;
        let inside = (response.request().match_pattern(), response.request().match_name().map(str::to_owned));
        assert_eq!((pattern, name), inside);
        let url = response.request().url_for("user", ["7"]).map(|url| url.path().to_owned());
        let seen = format!("{inside:?} {url:?}");
        *response.response_mut() = response.response_mut().headers().clone().into_iter().fold(
            HttpResponse::Ok().body(seen),
            |mut response, (name, value)| {
                response.headers_mut().append(name, value);
                response
            },
        );
        Ok(response)
    }
    let scoped = || cors_actix::scope("/v1").service(routes![user]);
    let finished = App::new().with_cors().service(routes![x]).service(scoped()).wrap(from_fn(seen)).finish();
    let found = answers(finished, vec![from("GET /x", APP), from("GET /v1/users/3", APP)]).await;
    assert_eq!(found[0].body, r#"(Some("/x"), Some("x")) Ok("/v1/users/7")"#);
    assert_eq!(found[1].body, r#"(Some("/v1/users/{id}"), Some("user")) Ok("/v1/users/7")"#);
}
