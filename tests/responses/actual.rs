//! Actual requests: the headers of their responses, whatever the status.

use cors_tests::{
    exchange::{
        ADMIN, APP, EVIL, PARTNER, VARY, VARY_PUBLIC, bare, check, denied, from, frontend, frontend_readable,
        preflight, readable, request, unreadable,
    },
    on_every_framework,
};

use crate::app::{App, Inside};

on_every_framework! {
    crate::app:
    actual_requests
    errors_are_readable
    an_authentication_layer_inside_sees_no_preflight_and_its_401s_are_readable
    vary_names_what_the_answer_depends_on
}

async fn actual_requests(app: &App) {
    check(
        app,
        &[
            ("allowed", from("GET /users", APP), frontend_readable(200, APP)),
            ("allowed by a pattern", from("GET /users", PARTNER), frontend_readable(200, PARTNER)),
            ("not allowed: CORS is not access control", from("GET /users", EVIL), unreadable(200)),
            ("not allowed for this method", from("DELETE /users", APP), unreadable(204)),
            ("the policy of the method", from("DELETE /users", ADMIN), readable(204, ADMIN).credentials()),
            ("no Origin", request("GET /users"), unreadable(200)),
            ("null", from("GET /users", "null"), unreadable(200)),
            ("another case", from("GET /users", "https://APP.example.com"), unreadable(200)),
            ("the default port", from("GET /users", "https://app.example.com:443"), unreadable(200)),
            ("a trailing dot is another origin", from("GET /users", "https://app.example.com."), unreadable(200)),
            ("HEAD by GET's handler", from("HEAD /users", APP), frontend_readable(200, APP)),
            ("HEAD by its own handler", from("HEAD /head", ADMIN), readable(200, ADMIN)),
            ("HEAD by its own handler, not allowed", from("HEAD /head", APP), unreadable(200)),
            ("a JSON body", from("POST /users", APP).json("\"ada\""), frontend_readable(201, APP)),
            ("public", from("GET /health", EVIL), readable(200, "*").exposes("etag")),
            ("public, no Origin", request("GET /health"), readable(200, "*").exposes("etag")),
            ("public, several Origins", from("GET /health", APP).origin(EVIL), readable(200, "*").exposes("etag")),
            ("closed", from("GET /internal", APP), bare(200)),
            ("closed, no Origin", request("GET /internal"), bare(200)),
            ("any method", from("PROPFIND /anything", APP), frontend_readable(200, APP)),
            ("narrowed", from("PUT /narrowed", EVIL), readable(200, "*").exposes("etag")),
            ("outside the narrowing", from("DELETE /narrowed", EVIL), bare(200)),
            ("a route without CORS", from("GET /plain", APP), bare(200)),
            ("a wildcard route", from("GET /files/a/b", EVIL), readable(200, "*").exposes("etag")),
            ("an exact route under it", from("GET /files/private", EVIL), unreadable(200)),
            ("an encoded slash is no slash", from("GET /files%2Fprivate", APP), bare(404)),
            ("dots are no steps", from("GET /files/x/../private", EVIL), readable(200, "*").exposes("etag")),
        ],
    )
    .await;
}

async fn errors_are_readable(app: &App) {
    for status in [200, 201, 204, 301, 302, 304, 307, 308, 400, 401, 403, 404, 409, 413, 418, 429, 500, 502, 503] {
        check(
            app,
            &[
                ("allowed", from(&format!("GET /status/{status}"), APP), frontend_readable(status, APP)),
                ("not allowed", from(&format!("GET /status/{status}"), EVIL), unreadable(status)),
                ("no Origin", request(&format!("GET /status/{status}")), unreadable(status)),
            ],
        )
        .await;
    }
    check(
        app,
        &[
            ("an extractor's 400", from("POST /users", APP).json("\"ada"), frontend_readable(400, APP)),
            ("405", from("PATCH /users", APP), frontend_readable(405, APP)),
            (
                "405, for an origin that may use another method",
                from("PATCH /users", ADMIN),
                readable(405, ADMIN).credentials(),
            ),
            ("405, not allowed", from("PATCH /users", EVIL), unreadable(405)),
            ("404 has no policy", from("GET /nope", APP), bare(404)),
        ],
    )
    .await;
}

async fn an_authentication_layer_inside_sees_no_preflight_and_its_401s_are_readable(app: &App) {
    for inside in [Inside::Refusing, Inside::Failing] {
        let app = &App::serve(app.framework, inside).await;
        check(
            app,
            &[
                ("a preflight", preflight("POST /users", APP), frontend(APP, "GET, HEAD, POST")),
                ("a preflight that is not allowed", preflight("POST /users", EVIL), denied()),
                ("401", from("GET /users", APP), frontend_readable(401, APP)),
                ("401, not allowed", from("GET /users", EVIL), unreadable(401)),
                ("401, no Origin", request("GET /users"), unreadable(401)),
                ("401, public", from("GET /health", EVIL), readable(401, "*").exposes("etag")),
                ("401 to a method that the path does not have", from("PATCH /users", APP), frontend_readable(401, APP)),
                ("401 to OPTIONS that is no preflight", from("OPTIONS /users", APP), frontend_readable(401, APP)),
                ("401 to a method that may be a plain handler's", from("POST /mixed", APP), bare(401)),
                ("401 of a route without CORS", from("GET /plain", APP), bare(401)),
                ("401 for an unknown path", from("GET /nope", APP), bare(401)),
            ],
        )
        .await;
    }
}

/// `Vary` must name every header that decides.
async fn vary_names_what_the_answer_depends_on(app: &App) {
    for (line, origins) in
        [("GET /users", true), ("DELETE /users", true), ("GET /health", false), ("GET /internal", false)]
    {
        for origin in [APP, EVIL, "null", "https://app.example.com:443"] {
            let answer = from(line, origin).send(app).await;
            assert_eq!(answer.header("vary"), origins.then_some("Origin"), "{line} from {origin}");
        }
    }
    for (line, origin, vary) in [
        ("GET /users", APP, VARY),
        ("GET /users", EVIL, VARY),
        ("GET /health", APP, VARY_PUBLIC),
        ("PUT /internal", APP, VARY),
    ] {
        assert_eq!(preflight(line, origin).send(app).await.header("vary"), Some(vary), "{line} from {origin}");
    }
}
