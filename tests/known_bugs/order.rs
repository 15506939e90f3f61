//! Order and errors: CORS is outside of everything, so that errors can be read and preflights are answered.

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    error::ErrorUnauthorized,
    middleware::{Next, from_fn},
};
use axum::http::StatusCode;

use cors_tests::{
    driver::{Driver, call_actix},
    exchange::{
        APP, EVIL, bare, check, denied, from, frontend, frontend_readable, lines, preflight, request, unreadable,
    },
    on_every_framework,
};

use crate::app::{self, App, BODY_LIMIT, Counts};

on_every_framework! {
    crate::app:
    v53_cve_2026_22732_a_body_that_is_still_on_its_way_has_its_headers
    v55_flask_cors_19_errors_can_be_read
    v55_flask_cors_19_a_handler_that_panics_can_be_read
    v56_litellm_rs_832_authentication_inside
}

/// Spring Security: headers that are written late were lost when the response had begun.
/// Asked: over a connection, the head of a response whose body never ends.
async fn v53_cve_2026_22732_a_body_that_is_still_on_its_way_has_its_headers(app: &App<impl Driver>) {
    let served = app::served(app.framework).await;
    let allowed = served.begin(&from("GET /streamed", APP).http()).await;
    assert_eq!(
        lines(allowed.head.headers()),
        [
            "access-control-allow-credentials: true",
            "access-control-allow-origin: https://app.example.com",
            "access-control-expose-headers: x-total-count",
            "vary: Origin",
        ]
    );
    assert_eq!(allowed.head.status(), 200);
    for asked in [from("GET /streamed", EVIL), request("GET /streamed")] {
        let other = served.begin(&asked.http()).await;
        assert_eq!(lines(other.head.headers()), ["vary: Origin"], "{asked}");
    }
}

/// flask-cors, actix-cors: headers were added to what a handler returns, and errors left without them.
/// Asked: errors of handlers, extractors, routing and layers, in each of the ways in which a framework makes them.
async fn v55_flask_cors_19_errors_can_be_read(app: &App<impl Driver>) {
    const TOO_LONG: &str = "more than the application takes: 64 bytes are the limit, and these are some more";
    assert!(TOO_LONG.len() > BODY_LIMIT);
    let too_long = |origin: &str| from("POST /body", origin).body("text/plain", TOO_LONG);
    let rows = [
        (too_long(APP), frontend_readable(413, APP)),
        (too_long(EVIL), unreadable(413)),
        (from("PATCH /users", APP), frontend_readable(405, APP)),
        (from("GET /refused", APP), frontend_readable(401, APP)),
        (from("GET /failed", APP), frontend_readable(401, APP)),
        (from("GET /failed", EVIL), unreadable(401)),
        (from("GET /cleared", APP), frontend_readable(502, APP)),
        // A path without a route has no policy.
        (from("GET /nowhere", APP), bare(404)),
    ];
    check(app, &rows).await;
    for status in [301, 304, 400, 401, 403, 404, 409, 413, 418, 429, 500, 503] {
        let line = format!("GET /status/{status}");
        let rows = [
            (from(&line, APP), frontend_readable(status, APP)),
            (from(&line, EVIL), unreadable(status)),
            (request(&line), unreadable(status)),
        ];
        check(app, &rows).await;
    }
}

/// The same, for a handler that panics and a layer that makes a 500 of it.
async fn v55_flask_cors_19_a_handler_that_panics_can_be_read(app: &App<impl Driver>) {
    let rows = [
        (from("GET /panics", APP), frontend_readable(500, APP)),
        (from("GET /panics", EVIL), unreadable(500)),
        (from("GET /users", APP), frontend_readable(200, APP)),
    ];
    check(app, &rows).await;
}

/// litellm-rs, Materialize, tower-http: which layer is outside depends on the framework, and CORS ended up inside authentication.
/// Asked: a layer that refuses everything is inside, whether it answers or fails.
async fn v56_litellm_rs_832_authentication_inside(app: &App<impl Driver>) {
    for path in ["/refused", "/failed"] {
        let before = app.runs.so_far();
        let rows = [
            (preflight(&format!("POST {path}"), APP), frontend(APP, "GET, [HEAD], POST")),
            (preflight(&format!("POST {path}"), EVIL), denied()),
        ];
        check(app, &rows).await;
        assert_eq!(app.runs.so_far(), before, "the layer has not run");
        let rows = [
            (from(&format!("POST {path}"), APP), frontend_readable(401, APP)),
            (from(&format!("POST {path}"), EVIL), unreadable(401)),
            (request(&format!("POST {path}")), unreadable(401)),
        ];
        check(app, &rows).await;
    }
    assert_eq!(app.runs.so_far(), [0, 6], "extractors, layers");
}

/// A layer around the finished application is outside, and nothing inside can change that.
async fn authentication_outside(app: &impl Driver) {
    let rows = [
        (preflight("POST /users", APP), bare(401)),
        (from("GET /users", APP), bare(401)),
        (from("GET /users", EVIL), bare(401)),
    ];
    check(app, &rows).await;
}

/// The other half of the same: only around the finished application is outside, which takes one line more and is documented.
#[tokio::test]
async fn v56_litellm_rs_832_authentication_outside() {
    let layer = axum::middleware::from_fn(|_: axum::extract::Request, _: axum::middleware::Next| async {
        StatusCode::UNAUTHORIZED
    });
    authentication_outside(&app::axum::app(Counts::default()).layer(layer)).await;

    async fn refuse<B: MessageBody>(_: ServiceRequest, _: Next<B>) -> Result<ServiceResponse<B>, Error> {
        Err(ErrorUnauthorized("who are you?"))
    }
    authentication_outside(&call_actix(app::actix::app(Counts::default()).wrap(from_fn(refuse))).await).await;
}
