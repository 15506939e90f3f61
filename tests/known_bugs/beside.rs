//! What a granted preflight opens, and handlers without a policy beside others.

use cors_tests::{
    driver::{Driver, call_actix},
    exchange::{
        ADMIN, APP, Answer, EVIL, Expected, check, denied, from, frontend, granted, other_methods, preflight, readable,
    },
    on_every_framework,
};

use crate::app::App;

on_every_framework! {
    crate::app:
    v58_fetch_preflight_cache_what_another_method_does_not_allow_is_not_remembered
    v58_fetch_preflight_cache_no_method_stands_for_all
}

/// Browsers remember the headers that a preflight grants for all methods of the URL, and never ask about the methods GET, HEAD and
/// POST; so what GET granted let JSON through to a POST that lists another page.
/// Asked: such a grant is not to be remembered; where every method of the three grants as much, it may be.
async fn v58_fetch_preflight_cache_what_another_method_does_not_allow_is_not_remembered(app: &App<impl Driver>) {
    let json = |line: &str, origin: &str| preflight(line, origin).request_headers("content-type");
    let rows = [
        (json("GET /remembered", APP), for_once(APP, "GET, [HEAD]")),
        (json("POST /remembered", ADMIN), for_once(ADMIN, "POST")),
        (json("POST /remembered", APP), other_methods(APP, "GET, [HEAD]").credentials()),
        (json("PUT /remembered-put", APP), for_once(APP, "PUT")),
        // The same policy everywhere; and no other method of the three at all.
        (json("GET /users", APP), frontend(APP, "GET, [HEAD], POST")),
        (json("DELETE /moved", ADMIN), frontend(ADMIN, "DELETE")),
        // No header, nothing to remember of other methods.
        (preflight("GET /two", APP), granted(APP, "GET, [HEAD]")),
    ];
    check(app, &rows).await;
}

/// `Access-Control-Allow-Methods: *`, the answer to a page that has asked for the method `*`, let Chromium use every method.
/// Asked: no handler for any method is granted to it, with headers or without.
async fn v58_fetch_preflight_cache_no_method_stands_for_all(app: &App<impl Driver>) {
    for origin in [APP, ADMIN, EVIL] {
        for line in ["* /everything", "* /users", "* /public"] {
            for asked in [preflight(line, origin), preflight(line, origin).request_headers("content-type")] {
                let answer = asked.send(app).await;
                assert_eq!(answer.status, 403, "{asked}: {answer:?}");
                assert!(answer.access_control().is_empty(), "{asked}: {answer:?}");
            }
        }
    }
}

fn for_once(origin: &str, methods: &str) -> Expected {
    other_methods(origin, methods).credentials().headers("content-type, authorization")
}

/// Whether a preflight's answer grants this method.
fn grants(answer: &Answer, method: &str) -> bool {
    let methods = answer.header("access-control-allow-methods");
    methods.is_some_and(|methods| methods.split(", ").any(|listed| listed == method || listed == "*"))
}

/// Handlers without a policy answer 202, those with one 200.
const WITHOUT: u16 = 202;

/// Asks each handler, and the preflight for it.
async fn check_all(app: &impl Driver, annotated: &[&str], plain: &[&str]) {
    for line in annotated {
        let rows = [(from(line, APP), readable(200, APP)), (preflight(line, EVIL), denied())];
        check(app, &rows).await;
        let granted = preflight(line, APP).send(app).await;
        assert!(grants(&granted, "GET"), "{line}: {granted:?}");
    }
    for line in plain {
        for origin in [APP, EVIL] {
            let asked = from(line, origin);
            let answer = asked.send(app).await;
            assert_eq!(answer.status, WITHOUT, "{asked}");
            assert!(answer.access_control().is_empty(), "{asked}: {answer:?}");
            let asked = preflight(line, origin);
            let answer = asked.send(app).await;
            let method = line.split(' ').next().expect("a method");
            assert!(!grants(&answer, method), "{asked}: {answer:?}");
            let is_for_once = answer.header("access-control-max-age") == Some("0");
            assert!(is_for_once || answer.access_control().is_empty(), "{asked}: {answer:?}");
        }
    }
}

/// tower-http, actix-cors and others decorate everything behind them, so a handler that was meant to stay inside could be read.
/// Asked: such a handler beside others on one path, however it is added, and behind all of them.
#[tokio::test]
async fn v59_layer_for_everything_a_handler_without_a_policy_is_never_decorated_on_axum() {
    let annotated = ["GET /beside", "GET /head", "GET /merged", "GET /under/nested"];
    let beside = ["POST /beside", "PUT /any", "HEAD /head", "POST /merged", "POST /under/nested"];
    let behind = ["DELETE /beside", "GET /nowhere"];
    check_all(&axum_app(), &annotated, &[&beside[..], &behind].concat()).await;
}

/// The same on actix-web, where the first route that fits serves. Asked: behind the others, and in front of them.
#[tokio::test]
async fn v59_layer_for_everything_a_handler_without_a_policy_is_never_decorated_on_actix() {
    let plain = ["POST /in-front", "POST /beside", "POST /first", "HEAD /head", "GET /nowhere"];
    check_all(&actix_app().await, &["GET /beside", "GET /head"], &plain).await;
}

fn axum_app() -> axum::Router {
    use axum::{Router, http::StatusCode, routing};
    use cors_axum::{CorsRouter, cors, routes};

    #[cors(origins = ["https://app.example.com"])]
    async fn annotated() {}

    async fn plain() -> StatusCode {
        StatusCode::ACCEPTED
    }

    CorsRouter::new()
        .route("/beside", routes![get(annotated)])
        .route_without_cors("/beside", routing::post(plain))
        .route("/any", routes![any(annotated)])
        .route_without_cors("/any", routing::put(plain))
        .route("/head", routes![get(annotated)])
        .route_without_cors("/head", routing::head(plain))
        .route("/merged", routes![get(annotated)])
        .merge_without_cors(Router::new().route("/merged", routing::post(plain)))
        .route("/under/nested", routes![get(annotated)])
        .nest_without_cors("/under", Router::new().route("/nested", routing::post(plain)))
        .fallback_without_cors(plain)
        .method_not_allowed_fallback(plain)
        .into_router()
}

async fn actix_app() -> impl Driver {
    use actix_web::{App, HttpResponse, web};
    use cors_actix::{WithCors, cors, resource, routes};

    #[cors(origins = ["https://app.example.com"])]
    async fn annotated() -> HttpResponse {
        HttpResponse::Ok().finish()
    }

    async fn plain() -> HttpResponse {
        HttpResponse::Accepted().finish()
    }

    let post = || web::post().to(plain);
    let app = App::new()
        .with_cors()
        .service(resource("/beside").route(routes![get(annotated)]).route_without_cors(post()))
        .service(resource("/first").route_without_cors(post()).route(routes![any(annotated)]))
        .service(resource("/head").route(routes![get(annotated)]).route_without_cors(web::head().to(plain)))
        .service_without_cors(web::resource("/in-front").route(post()))
        .service(resource("/in-front").route(routes![any(annotated)]))
        .default_service_without_cors(web::to(plain));
    call_actix(app.finish()).await
}
