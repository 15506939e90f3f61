//! The policy of the handler that ran decorates its response; the response of a handler without a policy is never decorated.

use actix_web::{
    App, Error, HttpResponse,
    body::BoxBody,
    dev::{ServiceRequest, ServiceResponse},
    error::ErrorConflict,
    get,
    http::{Method, Uri},
    middleware::{Next, from_fn},
    web,
};
use cors_actix::{WithCors, cors, resource, routes, scope, with_policy};
use cors_tests::exchange::{ADMIN, APP, EVIL, from, preflight};

use super::{admin, answer, app, none, outcomes};

#[cors(origins = ["https://app.example.com"])]
struct ForApp;

#[cors(origins = ["https://admin.example.com"])]
struct ForAdmin;

#[cors(policy = ForApp)]
#[get("/x")]
async fn x() -> &'static str {
    "x"
}

async fn plain() -> &'static str {
    "plain"
}

#[actix_web::test]
async fn a_route_without_a_policy_beside_others() {
    // In front of `any`, and behind GET.
    let beside_any =
        || resource("/x").route_without_cors(web::get().to(plain)).route(with_policy(ForApp).any(|| async { "any" }));
    let beside_get =
        || resource("/x").route(with_policy(ForApp).get(|| async { "get" })).route_without_cors(web::route().to(plain));
    let asks = || {
        vec![
            from("GET /x", APP),
            from("POST /x", APP),
            from("HEAD /x", APP),
            preflight("GET /x", APP),
            preflight("POST /x", APP),
            preflight("HEAD /x", APP),
        ]
    };
    let found = outcomes(App::new().with_cors().service(beside_any()).finish(), asks()).await;
    // The methods of a `Route` are not known, so no preflight is certain.
    assert_eq!(found, [none(200), app(200), app(200), none(403), none(403), none(403)]);
    let found = outcomes(App::new().with_cors().service(beside_get()).finish(), asks()).await;
    // For POST and HEAD the page is told that it may use GET.
    assert_eq!(found, [app(200), none(200), none(200), app(204), app(204), app(204)]);
    for asked in ["POST /x", "HEAD /x"] {
        let told = answer(App::new().with_cors().service(beside_get()).finish(), preflight(asked, APP)).await;
        let methods = told.header("access-control-allow-methods").unwrap_or_default();
        assert!(methods.starts_with("GET") && !methods.contains(&asked[..4]), "{methods}");
        assert_eq!(told.header("access-control-max-age"), Some("0"));
    }
}

#[actix_web::test]
async fn a_405_by_actix_and_one_by_a_handler() {
    let own_405 = || async { HttpResponse::MethodNotAllowed().finish() };
    let by_hand = || resource("/x").route(with_policy(ForApp).get(|| async { "get" }));
    let with_plain = by_hand().route_without_cors(web::post().to(own_405));
    let found = outcomes(
        App::new().with_cors().service(with_plain).finish(),
        vec![from("POST /x", APP), from("PUT /x", APP), from("PUT /x", EVIL)],
    )
    .await;
    assert_eq!(found, [none(405), app(405), none(405)]);
    // Past `with_cors()` and `finish()`.
    let foreign = || web::resource("/x").route(web::post().to(plain));
    let before = App::new().service(foreign()).with_cors().service(by_hand()).finish();
    assert_eq!(outcomes(before, vec![from("GET /x", APP), from("POST /x", APP)]).await, [none(405), none(200)]);
    let after = App::new().with_cors().service(routes![x]).finish().service(foreign());
    assert_eq!(
        outcomes(after, vec![from("GET /x", APP), from("PUT /x", APP), from("POST /x", APP)]).await,
        [app(200), none(405), none(200)]
    );
}

#[actix_web::test]
async fn a_default_service_is_a_handler_without_a_policy() {
    for status in [404, 405, 418] {
        let default = move || async move {
            HttpResponse::build(actix_web::http::StatusCode::from_u16(status).expect("a status")).finish()
        };
        let of_app = App::new().with_cors().service(routes![x]).default_service_without_cors(web::to(default)).finish();
        let configured = App::new().with_cors().service(routes![x]).configure(|config| {
            config.default_service_without_cors(web::to(default));
        });
        let of_scope = scope("").service(routes![x]).configure(|config| {
            config.default_service_without_cors(web::to(default));
        });
        let after = App::new().with_cors().service(routes![x]).finish().default_service(web::to(default));
        let asks = || vec![from("GET /x", APP), from("PUT /x", APP), from("GET /nowhere", APP)];
        let expected = [app(200), none(status), none(status)];
        assert_eq!(outcomes(of_app, asks()).await, expected);
        assert_eq!(outcomes(configured.finish(), asks()).await, expected);
        assert_eq!(outcomes(App::new().with_cors().service(of_scope).finish(), asks()).await, expected);
        assert_eq!(outcomes(after, asks()).await, expected);
    }
    // actix's own 404, for a page that may use another method.
    let closed = App::new().with_cors().service(scope("").service(routes![x])).finish();
    assert_eq!(outcomes(closed, vec![from("PUT /x", APP), from("PUT /x", EVIL)]).await, [app(404), none(404)]);
}

#[actix_web::test]
async fn a_service_without_a_policy() {
    let own = || {
        let answer = || async { HttpResponse::NotFound().insert_header(("access-control-allow-origin", "*")).finish() };
        web::resource("/x").route(web::put().to(answer))
    };
    let behind = App::new().with_cors().service(routes![x]).service_without_cors(own()).finish();
    let asks = || vec![from("PUT /x", APP), from("POST /x", APP)];
    assert_eq!(outcomes(behind, asks()).await, ["404 *".to_owned(), none(405)]);
    let scoped = scope("").service(routes![x]).service_without_cors(own());
    assert_eq!(
        outcomes(App::new().with_cors().service(scoped).finish(), asks()).await,
        ["404 *".to_owned(), none(405)]
    );
}

async fn override_method(mut request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, Error> {
    let asked = request.headers().get("x-method").and_then(|value| value.to_str().ok());
    if let Some(method) = asked.and_then(|method| method.parse::<Method>().ok()) {
        request.head_mut().method = method;
    }
    next.call(request).await
}

async fn rewrite(mut request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, Error> {
    let asked = request.headers().get("x-path").and_then(|value| value.to_str().ok());
    if let Some(uri) = asked.and_then(|path| path.parse::<Uri>().ok()) {
        request.match_info_mut().get_mut().update(&uri);
        request.head_mut().uri = uri;
    }
    next.call(request).await
}

#[actix_web::test]
async fn a_method_or_a_path_that_a_middleware_has_changed() {
    let by_hand = || {
        resource("/x")
            .route(with_policy(ForApp).post(|| async { "post" }).put(|| async { "put, of the same policy" }))
            .route(with_policy(ForAdmin).delete(|| async { "delete" }))
            .route_without_cors(web::patch().to(plain))
    };
    let ask = |line, name: &'static str, value, origin| from(line, origin).header(name, value);
    let found = outcomes(
        App::new().with_cors().service(by_hand()).service(routes![x]).wrap(from_fn(override_method)).finish(),
        vec![
            ask("POST /x", "x-method", "PUT", APP),
            ask("POST /x", "x-method", "DELETE", APP),
            ask("POST /x", "x-method", "DELETE", ADMIN),
            ask("POST /x", "x-method", "PATCH", APP),
        ],
    )
    .await;
    assert_eq!(found, [app(200), none(200), admin(200), none(200)]);
    let elsewhere = resource("/y").route(with_policy(ForAdmin).get(|| async { "y" }));
    let without = resource("/z").route_without_cors(web::get().to(plain));
    let found = outcomes(
        App::new().with_cors().service(routes![x]).service(elsewhere).service(without).wrap(from_fn(rewrite)).finish(),
        vec![
            ask("GET /x", "x-path", "/y", APP),
            ask("GET /x", "x-path", "/y", ADMIN),
            ask("GET /x", "x-path", "/z", APP),
            ask("GET /z", "x-path", "/x", APP),
        ],
    )
    .await;
    assert_eq!(found, [none(200), admin(200), none(200), app(200)]);
}

#[cors(policy = ForApp, methods = [GET])]
struct OnlyGet;

#[actix_web::test]
async fn a_narrowed_handler_by_a_method_that_a_middleware_has_changed() {
    let narrowed = resource("/x").route(with_policy(OnlyGet).any(|| async { "any" }));
    let app = App::new().with_cors().service(narrowed).wrap(from_fn(override_method)).finish();
    let ask = |line, method| from(line, APP).header("x-method", method);
    let found = outcomes(app, vec![from("GET /x", APP), ask("GET /x", "DELETE"), ask("POST /x", "GET")]).await;
    assert_eq!(found, [format!("200 {APP}"), none(200), none(200)]);
}

#[actix_web::test]
async fn errors_are_those_of_the_handler_that_ran() {
    async fn fail_behind(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, Error> {
        let response = next.call(request).await?;
        drop(response);
        Err(ErrorConflict("too late"))
    }
    let by_hand = || {
        resource("/x")
            .route(with_policy(ForApp).get(|| async { Err::<&'static str, _>(ErrorConflict("no")) }))
            .route_without_cors(web::put().to(|| async { Err::<&'static str, _>(ErrorConflict("no")) }))
    };
    let asks = || vec![from("GET /x", APP), from("PUT /x", APP), from("POST /x", APP), from("GET /x", EVIL)];
    let handlers = App::new().with_cors().service(by_hand()).finish();
    assert_eq!(outcomes(handlers, asks()).await, [app(409), none(409), app(405), none(409)]);
    let middleware = App::new().with_cors().service(by_hand()).wrap(from_fn(fail_behind)).finish();
    assert_eq!(outcomes(middleware, asks()).await, [app(409), none(409), app(409), none(409)]);
}

#[actix_web::test]
async fn a_middleware_that_clears_the_extensions() {
    async fn clear(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, Error> {
        use actix_web::HttpMessage as _;
        request.extensions_mut().clear();
        next.call(request).await
    }
    let by_hand = resource("/x").route(with_policy(ForApp).get(|| async { "get" }));
    let app = App::new().with_cors().service(by_hand).wrap(from_fn(clear)).finish();
    // Which handler ran is not known, so no page may read what it answered.
    assert_eq!(outcomes(app, vec![from("GET /x", APP)]).await, [none(200)]);
}

#[actix_web::test]
async fn two_middlewares_around_one_request() {
    let inner = || scope("/in").service(resource("/x").route(with_policy(ForAdmin).get(|| async { "in" }))).finish();
    let outer = App::new().with_cors().service(routes![x]).service_without_cors(inner()).finish();
    let asks = || {
        vec![from("GET /in/x", ADMIN), from("GET /in/x", APP), preflight("GET /in/x", ADMIN), from("POST /in/x", ADMIN)]
    };
    assert_eq!(outcomes(outer, asks()).await, [admin(200), none(200), admin(204), admin(405)]);
    // Around it, a policy for a whole service: that of the inner handlers is nearer.
    let whole = scope("").service_with_policy(ForApp, inner());
    let found = outcomes(App::new().with_cors().service(whole).finish(), asks()).await;
    assert_eq!(found[..2], [admin(200), none(200)]);
    let twice = App::new().with_cors().service(routes![x]).finish().with_cors().finish();
    assert_eq!(outcomes(twice, vec![from("GET /x", APP), preflight("GET /x", APP)]).await, [app(200), app(204)]);
    let written = answer(App::new().with_cors().service(routes![x]).finish().with_cors().finish(), from("GET /x", APP));
    assert_eq!(written.await.cors_lines()["access-control-allow-origin"], [APP]);
}
