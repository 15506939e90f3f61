//! Actual requests: what their responses get, whatever their status.

use crate::{
    app::{Framework, Inside},
    exchange::{
        ADMIN, APP, EVIL, PARTNER, VARY, VARY_PUBLIC, ask, bare, denied, frontend, frontend_readable, preflight,
        readable, unreadable,
    },
};

on_every_framework! {
    actual_requests
    errors_are_readable
    an_authentication_layer_inside_sees_no_preflight_and_its_401s_are_readable
    vary_names_what_the_answer_depends_on
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
        ("405", ask("PATCH /users").from(APP), frontend_readable(405, APP)),
        ("405, by who may use another method", ask("PATCH /users").from(ADMIN), readable(405, ADMIN).credentials()),
        ("405, not allowed", ask("PATCH /users").from(EVIL), unreadable(405)),
        ("404 has no policy", ask("GET /nope").from(APP), bare(404)),
    ])
    .await;
}

async fn an_authentication_layer_inside_sees_no_preflight_and_its_401s_are_readable(framework: Framework) {
    for inside in [Inside::Refusing, Inside::Failing] {
        let app = framework.app(inside).await;
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
