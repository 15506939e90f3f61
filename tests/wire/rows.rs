//! The behaviour on the wire, row by row.

use crate::{
    app::{Framework, Inside},
    exchange::{
        ADMIN, APP, EVIL, Expected, PARTNER, VARY, VARY_PUBLIC, ask, bare, denied, granted, other_methods, preflight,
        readable, unreadable,
    },
};

on_every_framework! {
    preflights
    what_is_no_preflight
    actual_requests
    errors_are_readable
    an_authentication_layer_inside_sees_no_preflight_and_its_401s_are_readable
    a_preflight_runs_nothing
    vary_names_what_the_answer_depends_on
    in_debug_builds_a_denied_preflight_says_why
}

/// What the policy `Frontend` answers to an allowed preflight.
fn frontend(origin: &str, methods: &str) -> Expected {
    granted(origin, methods).credentials().headers("content-type, authorization").max_age("7200")
}

/// What the policy `Public` answers to a preflight.
fn public(methods: &str) -> Expected {
    granted("*", methods).headers("*, authorization").max_age("600")
}

/// A response that the policy `Frontend` lets the page read.
fn frontend_readable(status: u16, origin: &str) -> Expected {
    readable(status, origin).credentials().exposes("x-total-count")
}

async fn preflights(framework: Framework) {
    let app = framework.app(Inside::Nothing).await;
    app.check(&[
        ("allowed", preflight("GET /users", APP), frontend(APP, "GET, HEAD, POST")),
        (
            "allowed, with headers",
            preflight("POST /users", APP).with_headers("content-type"),
            frontend(APP, "GET, HEAD, POST"),
        ),
        ("allowed by a pattern", preflight("POST /users", PARTNER), frontend(PARTNER, "GET, HEAD, POST")),
        (
            "allowed in development",
            preflight("POST /users", "http://localhost:5173"),
            frontend("http://localhost:5173", "GET, HEAD, POST"),
        ),
        ("HEAD is GET's", preflight("HEAD /users", APP), frontend(APP, "GET, HEAD, POST")),
        (
            "the policy of the method that it asks for",
            preflight("DELETE /users", ADMIN),
            granted(ADMIN, "DELETE").credentials(),
        ),
        ("not allowed", preflight("GET /users", EVIL), denied()),
        ("not allowed, an unknown method", preflight("PATCH /users", EVIL), denied()),
        (
            "allowed for other methods",
            preflight("DELETE /users", APP),
            other_methods(APP, "GET, HEAD, POST").credentials(),
        ),
        (
            "allowed for other methods, a safelisted one",
            preflight("POST /users", ADMIN),
            other_methods(ADMIN, "DELETE").credentials(),
        ),
        (
            "a method that the path does not have",
            preflight("PATCH /users", APP),
            other_methods(APP, "GET, HEAD, POST").credentials(),
        ),
        (
            "methods are compared byte for byte",
            preflight("delete /users", ADMIN),
            other_methods(ADMIN, "DELETE").credentials(),
        ),
        (
            "a header that is not allowed: the browser is told which are",
            preflight("POST /users", APP).with_headers("x-evil"),
            frontend(APP, "GET, HEAD, POST"),
        ),
        ("public", preflight("PUT /health", EVIL), public("GET, HEAD, PUT")),
        ("public, for a sandboxed frame", preflight("PUT /health", "null"), public("GET, HEAD, PUT")),
        ("a list never allows null", preflight("POST /users", "null"), denied()),
        ("closed", preflight("PUT /internal", APP), denied()),
        ("a closure with a policy", preflight("GET /closure", APP), frontend(APP, "GET, HEAD")),
        ("any method", preflight("DELETE /anything", APP), frontend(APP, "GET, HEAD, POST, PUT, DELETE, PATCH")),
        ("any method, one that nobody lists", preflight("PROPFIND /anything", APP), frontend(APP, "PROPFIND")),
        ("any method, narrowed", preflight("PUT /narrowed", EVIL), public("GET, HEAD, PUT")),
        ("any method, narrowed to others", preflight("DELETE /narrowed", EVIL), other_methods("*", "GET, HEAD, PUT")),
        (
            "methods that no script can send",
            preflight("TRACE /anything", APP),
            other_methods(APP, "GET, HEAD, POST, PUT, DELETE, PATCH").credentials(),
        ),
        ("OPTIONS with its own handler", preflight("OPTIONS /options", APP), frontend(APP, "GET, HEAD, OPTIONS")),
        ("HEAD with its own handler", preflight("HEAD /head", ADMIN), granted(ADMIN, "HEAD")),
        ("GET beside it", preflight("GET /head", APP), frontend(APP, "GET")),
        ("the route that the router chooses, a wildcard", preflight("GET /files/a/b", EVIL), public("GET, HEAD")),
        ("the route that the router chooses, an exact one", preflight("GET /files/private", EVIL), denied()),
        ("paths are compared byte for byte", preflight("GET /Files/private", EVIL), bare(404)),
    ])
    .await;
}

async fn what_is_no_preflight(framework: Framework) {
    let app = framework.app(Inside::Nothing).await;
    app.check(&[
        ("a path without annotated handlers", preflight("GET /plain", APP), bare(200)),
        ("an unknown path", preflight("GET /nope", APP), bare(404)),
        (
            "OPTIONS without Origin",
            ask("OPTIONS /options").header("access-control-request-method", "GET"),
            unreadable(200),
        ),
        (
            "OPTIONS without Access-Control-Request-Method",
            ask("OPTIONS /options").from(APP),
            frontend_readable(200, APP),
        ),
        ("OPTIONS where there is no handler for it", ask("OPTIONS /users").from(APP), frontend_readable(405, APP)),
        ("OPTIONS for a handler of any method", ask("OPTIONS /anything").from(APP), frontend_readable(200, APP)),
    ])
    .await;
    let reached = ask("OPTIONS /options").from(APP).of(&app).await;
    assert_eq!(reached.body, "own options", "the application's own handler");
    let reached = preflight("GET /plain", APP).of(&app).await;
    assert_eq!(reached.body, "plain options", "the application's own handler");
}

async fn actual_requests(framework: Framework) {
    let app = framework.app(Inside::Nothing).await;
    app.check(&[
        ("allowed", ask("GET /users").from(APP), frontend_readable(200, APP)),
        ("allowed by a pattern", ask("GET /users").from(PARTNER), frontend_readable(200, PARTNER)),
        ("not allowed: CORS is not access control", ask("GET /users").from(EVIL), unreadable(200)),
        ("not allowed for this method", ask("DELETE /users").from(APP), unreadable(204)),
        ("the policy of the method", ask("DELETE /users").from(ADMIN), readable(204, ADMIN).credentials()),
        ("no Origin", ask("GET /users"), unreadable(200)),
        ("null", ask("GET /users").from("null"), unreadable(200)),
        ("another case", ask("GET /users").from("https://APP.example.com"), unreadable(200)),
        ("the default port", ask("GET /users").from("https://app.example.com:443"), unreadable(200)),
        ("a trailing dot is another origin", ask("GET /users").from("https://app.example.com."), unreadable(200)),
        ("HEAD by GET's handler", ask("HEAD /users").from(APP), frontend_readable(200, APP)),
        ("HEAD by its own handler", ask("HEAD /head").from(ADMIN), readable(200, ADMIN)),
        ("HEAD by its own handler, not allowed", ask("HEAD /head").from(APP), unreadable(200)),
        ("a JSON body", ask("POST /users").from(APP).json("\"ada\""), frontend_readable(201, APP)),
        ("public", ask("GET /health").from(EVIL), readable(200, "*").exposes("etag")),
        ("public, no Origin", ask("GET /health"), readable(200, "*").exposes("etag")),
        ("public, several Origins", ask("GET /health").from(APP).from(EVIL), readable(200, "*").exposes("etag")),
        ("closed", ask("GET /internal").from(APP), bare(200)),
        ("closed, no Origin", ask("GET /internal"), bare(200)),
        ("any method", ask("PROPFIND /anything").from(APP), frontend_readable(200, APP)),
        ("narrowed", ask("PUT /narrowed").from(EVIL), readable(200, "*").exposes("etag")),
        ("outside the narrowing", ask("DELETE /narrowed").from(EVIL), bare(200)),
        ("a route without CORS", ask("GET /plain").from(APP), bare(200)),
        ("a wildcard route", ask("GET /files/a/b").from(EVIL), readable(200, "*").exposes("etag")),
        ("an exact route under it", ask("GET /files/private").from(EVIL), unreadable(200)),
        ("an encoded slash is no slash", ask("GET /files%2Fprivate").from(APP), bare(404)),
        ("dots are no steps", ask("GET /files/x/../private").from(EVIL), readable(200, "*").exposes("etag")),
    ])
    .await;
}

async fn errors_are_readable(framework: Framework) {
    let app = framework.app(Inside::Nothing).await;
    for status in [200, 201, 204, 301, 302, 304, 307, 308, 400, 401, 403, 404, 409, 413, 418, 429, 500, 502, 503] {
        app.check(&[
            ("allowed", ask(&format!("GET /status/{status}")).from(APP), frontend_readable(status, APP)),
            ("not allowed", ask(&format!("GET /status/{status}")).from(EVIL), unreadable(status)),
            ("no Origin", ask(&format!("GET /status/{status}")), unreadable(status)),
        ])
        .await;
    }
    app.check(&[
        ("an extractor's 400", ask("POST /users").from(APP).json("\"ada"), frontend_readable(400, APP)),
        ("an extractor's 415", ask("POST /users").from(APP), frontend_readable(415, APP)),
        ("a path's 400", ask("GET /status/x").from(APP), frontend_readable(400, APP)),
        ("405", ask("PATCH /users").from(APP), frontend_readable(405, APP)),
        ("405, by who may use another method", ask("PATCH /users").from(ADMIN), readable(405, ADMIN).credentials()),
        ("405, not allowed", ask("PATCH /users").from(EVIL), unreadable(405)),
        ("404 has no policy", ask("GET /nope").from(APP), bare(404)),
    ])
    .await;
}

async fn an_authentication_layer_inside_sees_no_preflight_and_its_401s_are_readable(framework: Framework) {
    let app = framework.app(Inside::Refusing).await;
    app.check(&[
        ("a preflight", preflight("POST /users", APP), frontend(APP, "GET, HEAD, POST")),
        ("a preflight that is not allowed", preflight("POST /users", EVIL), denied()),
        ("401", ask("GET /users").from(APP), frontend_readable(401, APP)),
        ("401, not allowed", ask("GET /users").from(EVIL), unreadable(401)),
        ("401, no Origin", ask("GET /users"), unreadable(401)),
        ("401, public", ask("GET /health").from(EVIL), readable(401, "*").exposes("etag")),
        ("401 to a method that the path does not have", ask("PATCH /users").from(APP), frontend_readable(401, APP)),
        ("401 to OPTIONS that is no preflight", ask("OPTIONS /users").from(APP), frontend_readable(401, APP)),
        ("401 to a method that may be a plain handler's", ask("POST /mixed").from(APP), bare(401)),
        ("401 of a route without CORS", ask("GET /plain").from(APP), bare(401)),
        ("401 for an unknown path", ask("GET /nope").from(APP), bare(401)),
    ])
    .await;
}

async fn a_preflight_runs_nothing(framework: Framework) {
    let app = framework.app(Inside::Nothing).await;
    for preflight in [
        preflight("GET /users", APP),
        preflight("POST /users", APP).with_headers("content-type"),
        preflight("POST /users", EVIL),
        preflight("DELETE /users", APP),
        preflight("PATCH /users", APP),
        preflight("GET /users", "null").from(APP),
    ] {
        preflight.of(&app).await;
        assert_eq!(app.shared.so_far(), [0, 0, 0], "handlers, extractors, layers: {preflight}");
    }
    ask("GET /users").from(APP).of(&app).await;
    assert_eq!(app.shared.so_far(), [1, 1, 1], "an actual request runs all of them");
    ask("OPTIONS /users").from(APP).of(&app).await;
    assert_eq!(app.shared.so_far(), [1, 1, 2], "what is no preflight goes to the application");
}

/// What decides must be what a cache is told.
async fn vary_names_what_the_answer_depends_on(framework: Framework) {
    let app = framework.app(Inside::Nothing).await;
    for (line, origins) in
        [("GET /users", true), ("DELETE /users", true), ("GET /health", false), ("GET /internal", false)]
    {
        for origin in [APP, EVIL, "null", "https://app.example.com:443"] {
            let answer = ask(line).from(origin).of(&app).await;
            assert_eq!(answer.header("vary"), origins.then_some("Origin"), "{line} from {origin}");
        }
    }
    for (line, origin, vary) in [
        ("GET /users", APP, VARY),
        ("GET /users", EVIL, VARY),
        ("GET /health", APP, VARY_PUBLIC),
        ("PUT /internal", APP, VARY),
    ] {
        assert_eq!(preflight(line, origin).of(&app).await.header("vary"), Some(vary), "{line} from {origin}");
    }
}

/// The reasons that a person reads in the browser's network panel. A release build says nothing.
async fn in_debug_builds_a_denied_preflight_says_why(framework: Framework) {
    let app = framework.app(Inside::Nothing).await;
    for (preflight, code) in [
        (preflight("GET /users", EVIL), "origin_not_allowed"),
        (preflight("GET /users", "null"), "null_origin"),
        (preflight("PUT /internal", APP), "same_origin_only"),
        (preflight("GET /users", APP).from(APP), "several_origins"),
        (preflight("GET /users", ""), "malformed_origin"),
        (preflight("GET /users", APP).header("access-control-request-method", "PUT"), "malformed_request_method"),
        (preflight("GET /users", APP).with_headers("x y"), "malformed_request_headers"),
    ] {
        let answer = preflight.of(&app).await;
        assert_eq!(answer.status, 403);
        assert!(answer.body.contains(&format!("[{code}]")), "{preflight}: {}", answer.body);
    }
}
