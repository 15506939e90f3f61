//! tower-http and `axum::middleware`, inside CORS and outside. Inside is where they belong: preflights do not reach them, and what
//! they answer themselves can be read. Outside, some do harm and some do not; what they do is written down here.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Json, Router,
    extract::Request,
    http::StatusCode,
    middleware::{Next, from_fn},
    response::Response,
};
use cors_axum::{
    CorsRouter,
    browser::{Outcome, PageRequest, Stage},
    cors, routes,
};
use cors_tests::{
    driver::{Driver as _, serve_axum},
    exchange::{APP, Answer, EVIL, from},
};
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, timeout::TimeoutLayer, trace::TraceLayer,
    validate_request::ValidateRequestHeaderLayer,
};

use crate::ask::{ask, get, post_json, statuses};

#[cors(origins = ["https://app.example.com"], credentials, allow_headers = ["authorization", "content-type"])]
struct Frontend;

#[cors(policy = Frontend)]
async fn create(Json(name): Json<String>) -> (StatusCode, String) {
    (StatusCode::CREATED, name)
}

#[cors(policy = Frontend)]
async fn long() -> String {
    "again ".repeat(1000)
}

#[cors(policy = Frontend)]
async fn slow() {
    tokio::time::sleep(Duration::from_secs(60)).await;
}

#[cors(policy = Frontend)]
async fn broken() {
    panic!("a test");
}

fn app() -> CorsRouter {
    CorsRouter::new()
        .route("/users", routes![post(create)])
        .route("/long", routes![get(long)])
        .route("/slow", routes![get(slow)])
        .route("/broken", routes![get(broken)])
}

fn timeout() -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_millis(50))
}

/// tower-http's layer, with a token as in its documentation.
#[expect(clippy::result_large_err, reason = "tower-http asks for a response")]
fn authorize<B>(request: &mut axum::http::Request<B>) -> Result<(), Response> {
    let is_known = request.headers().get("authorization").is_some_and(|token| token == "Bearer secret");
    if is_known { Ok(()) } else { Err(axum::response::IntoResponse::into_response(StatusCode::UNAUTHORIZED)) }
}

async fn require_session(request: Request, next: Next) -> Result<Response, StatusCode> {
    if request.headers().contains_key("cookie") { Ok(next.run(request).await) } else { Err(StatusCode::UNAUTHORIZED) }
}

/// What the page asks for, what comes of it where the layer is inside, and where it is outside.
#[derive(Debug)]
struct Row {
    request: PageRequest,
    path: &'static str,
    inside: (Option<u16>, Option<u16>),
    outside: (Option<u16>, Option<u16>),
    /// Whether the page can read it where the layer is outside; inside, it always can.
    readable_outside: bool,
}

async fn check(name: &str, inside: Router, outside: Router, row: Row) {
    for (place, router, expected, readable) in
        [("inside", inside, row.inside, true), ("outside", outside, row.outside, row.readable_outside)]
    {
        let app = serve_axum(router).await;
        let seen = ask(&app, row.request.clone(), row.path).await;
        assert_eq!((statuses(&seen), seen.is_readable()), (expected, readable), "{name} {place}\n{seen}");
    }
}

#[tokio::test]
async fn authentication() {
    let row = || Row {
        request: post_json(APP),
        path: "/users",
        inside: (Some(204), Some(401)),
        outside: (Some(401), None),
        readable_outside: false,
    };
    let validate = || ValidateRequestHeaderLayer::custom(authorize);
    check("validate", app().layer(validate()).into_router(), app().into_router().layer(validate()), row()).await;
    let from_fn = || from_fn(require_session);
    check("from_fn", app().layer(from_fn()).into_router(), app().into_router().layer(from_fn()), row()).await;

    // With the right token, the request is answered.
    let app = serve_axum(app().layer(validate()).into_router()).await;
    let created = from("POST /users", APP).header("authorization", "Bearer secret").json("\"Ada\"").send(&app).await;
    assert_eq!((created.status, created.allowed_origin()), (201, Some(APP)));
}

#[tokio::test]
async fn time_limits() {
    let row = Row {
        request: get(APP),
        path: "/slow",
        inside: (None, Some(408)),
        outside: (None, Some(408)),
        readable_outside: false,
    };
    check("timeout", app().layer(timeout()).into_router(), app().into_router().layer(timeout()), row).await;
}

#[tokio::test]
async fn panics() {
    let row = Row {
        request: get(APP),
        path: "/broken",
        inside: (None, Some(500)),
        outside: (None, Some(500)),
        readable_outside: false,
    };
    let catch = CatchPanicLayer::new;
    check("catch-panic", app().layer(catch()).into_router(), app().into_router().layer(catch()), row).await;
}

/// It changes bodies, and is good on either side. `Vary` has both reasons.
#[tokio::test]
async fn compression() {
    let compress = CompressionLayer::new;
    for router in [app().layer(compress()).into_router(), app().into_router().layer(compress())] {
        let app = serve_axum(router).await;
        for (page, allowed) in [(APP, Some(APP)), (EVIL, None)] {
            let response = app.send(from("GET /long", page).header("accept-encoding", "gzip").http()).await;
            assert!(response.body().len() < 200);
            let answer = Answer::from(response);
            assert_eq!((answer.status, answer.allowed_origin()), (200, allowed));
            assert_eq!(answer.headers["content-encoding"], "gzip");
            let vary = answer.cors_lines()["vary"].join(", ").to_lowercase();
            assert!(vary.contains("origin") && vary.contains("accept-encoding"), "{vary}");
        }
        let created = ask(&app, post_json(APP), "/users").await;
        assert_eq!((created.is_readable(), statuses(&created).0), (true, Some(204)));
    }
}

/// It only looks: outside it sees preflights, inside it does not.
#[tokio::test]
async fn traces() {
    let seen = Arc::new(AtomicUsize::new(0));
    let trace = || {
        let seen = seen.clone();
        TraceLayer::new_for_http().on_request(move |_: &Request, _: &tracing::Span| {
            seen.fetch_add(1, Ordering::Relaxed);
        })
    };
    for (router, expected) in [(app().layer(trace()).into_router(), 1), (app().into_router().layer(trace()), 2)] {
        let app = serve_axum(router).await;
        seen.store(0, Ordering::Relaxed);
        assert!(ask(&app, post_json(APP), "/users").await.is_readable());
        assert_eq!(seen.load(Ordering::Relaxed), expected);
    }
}

/// All of them, in the order of tower-http's documentation, over one application.
#[tokio::test]
async fn all_at_once() {
    let router = app()
        .layer(ValidateRequestHeaderLayer::custom(authorize))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(timeout())
        .layer(from_fn(|request, next: Next| next.run(request)))
        .layer(TraceLayer::new_for_http())
        .into_router();
    let app = serve_axum(router).await;
    let token = |page| get(page).header("authorization", "Bearer secret");
    for (path, status) in [("/long", 200), ("/slow", 408), ("/broken", 500)] {
        let ours = ask(&app, token(APP), path).await;
        assert_eq!((ours.is_readable(), statuses(&ours)), (true, (Some(204), Some(status))), "{path}\n{ours}");
        let anonymous = ask(&app, get(APP), path).await;
        assert_eq!((anonymous.is_readable(), statuses(&anonymous).1), (true, Some(401)), "{path}");
        let theirs = ask(&app, token(EVIL), path).await;
        assert!(matches!(theirs.outcome(), Outcome::Blocked(blocked) if blocked.stage == Stage::Preflight), "{theirs}");
    }
}
