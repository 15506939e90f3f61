//! Preflights: which policy answers, and how.

use cors_browser::{Browser, Failure, Outcome, PageRequest};
use cors_tests::{
    driver::Driver as _,
    exchange::{
        ADMIN, APP, EVIL, Expected, PARTNER, bare, check, denied, from, frontend, frontend_readable, granted,
        other_methods, preflight, request, unreadable,
    },
    on_every_framework,
};

use crate::{
    app::App,
    fetch::{answer, fetch},
};

const DEV: &str = "http://localhost:5173";

on_every_framework! {
    crate::app:
    preflights
    a_405_that_can_be_read
    what_is_no_preflight
    a_preflight_runs_nothing
    a_denied_preflight_says_why_in_debug_builds_alone
}

/// The answer of the policy `Public` to a preflight.
fn public(methods: &str) -> Expected {
    granted("*", methods).headers("*, authorization").max_age("600")
}

async fn preflights(app: &App) {
    check(app, &[
        ("allowed", preflight("GET /users", APP), frontend(APP, "GET, HEAD, POST")),
        (
            "allowed, with headers",
            preflight("POST /users", APP).request_headers("content-type"),
            frontend(APP, "GET, HEAD, POST"),
        ),
        ("allowed by a pattern", preflight("POST /users", PARTNER), frontend(PARTNER, "GET, HEAD, POST")),
        (
            "allowed in development, and not in a release",
            preflight("GET /development", "http://localhost:5173"),
            if cfg!(debug_assertions) { frontend("http://localhost:5173", "GET, [HEAD]") } else { denied() },
        ),
        (
            "same-origin in production, another port in development",
            preflight("PUT /development/own", DEV).request_headers("content-type"),
            if cfg!(debug_assertions) {
                granted(DEV, "GET, [HEAD], PUT").credentials().headers("content-type").max_age("3600")
            } else {
                denied()
            },
        ),
        ("same-origin in production, another page", preflight("PUT /development/own", APP), denied()),
        (
            "a named policy with `same_origin`, and `dev_origins`",
            preflight("PUT /development/closed", DEV).request_headers("content-type"),
            if cfg!(debug_assertions) { granted(DEV, "PUT").headers("content-type") } else { denied() },
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
            other_methods(APP, "GET, HEAD, POST").credentials().headers("content-type, authorization"),
        ),
        (
            "a safelisted one, which browsers do not compare: the page reads the 405",
            preflight("POST /closure", APP).request_headers("content-type"),
            other_methods(APP, "GET, [HEAD]").credentials().headers("content-type, authorization"),
        ),
        (
            "a header that no policy of the path allows",
            preflight("POST /closure", APP).request_headers("x-http-method-override"),
            other_methods(APP, "GET, [HEAD]").credentials().headers("content-type, authorization"),
        ),
        ("a method that the path does not have, not allowed", preflight("POST /closure", EVIL), denied()),
        (
            "a method whose handler has no policy: no header is allowed",
            preflight("POST /mixed", APP).request_headers("content-type"),
            other_methods(APP, "GET, [HEAD]").credentials(),
        ),
        (
            "methods are compared byte for byte",
            preflight("delete /users", ADMIN),
            other_methods(ADMIN, "DELETE").credentials(),
        ),
        (
            "a header that is not allowed: the browser is told which are",
            preflight("POST /users", APP).request_headers("x-evil"),
            frontend(APP, "GET, HEAD, POST"),
        ),
        ("public", preflight("PUT /health", EVIL), public("GET, HEAD, PUT")),
        ("for a sandboxed frame", preflight("PUT /health", "null"), public("GET, HEAD, PUT")),
        ("a list never allows null", preflight("POST /users", "null"), denied()),
        ("closed", preflight("PUT /internal", APP), denied()),
        ("a closure with a policy", preflight("GET /closure", APP), frontend(APP, "GET, [HEAD]")),
        ("HEAD is GET's, whether it is mounted or not", preflight("HEAD /closure", APP), frontend(APP, "GET, [HEAD]")),
        ("any method", preflight("DELETE /anything", APP), frontend(APP, "GET, HEAD, POST, PUT, DELETE, PATCH")),
        ("any method, one that no policy lists", preflight("PROPFIND /anything", APP), frontend(APP, "PROPFIND")),
        ("any method, QUERY", preflight("QUERY /anything", APP), frontend(APP, "QUERY")),
        (
            "any method, narrowed: the handler serves POST as well, for which a browser must not remember the headers",
            preflight("PUT /narrowed", EVIL),
            granted("*", "GET, HEAD, PUT").headers("*, authorization").max_age("0"),
        ),
        ("any method, narrowed to others", preflight("DELETE /narrowed", EVIL), other_methods("*", "GET, HEAD, PUT")),
        ("methods that no script can send", preflight("TRACE /anything", APP), denied()),
        ("a method that would stand for all", preflight("* /anything", APP), denied()),
        ("OPTIONS with its own handler", preflight("OPTIONS /options", APP), frontend(APP, "GET, [HEAD], OPTIONS")),
        ("HEAD with its own handler", preflight("HEAD /head", ADMIN), granted(ADMIN, "HEAD")),
        (
            "GET beside it, whose headers must not be remembered for HEAD",
            preflight("GET /head", APP),
            granted(APP, "GET").credentials().headers("content-type, authorization").max_age("0"),
        ),
        ("the route that the router chooses, a wildcard", preflight("GET /files/a/b", EVIL), public("GET, [HEAD]")),
        ("the route that the router chooses, an exact one", preflight("GET /files/private", EVIL), denied()),
        ("paths are compared byte for byte", preflight("GET /Files/private", EVIL), bare(404)),
    ])
    .await;
}

/// A script that uses a method without a handler learns that, in the words of a browser or from the status.
async fn a_405_that_can_be_read(app: &App) {
    let json = |method| PageRequest::new(APP, method).header("content-type", "application/json");
    for (method, readable) in [("POST", true), ("PUT", false)] {
        let explanation = fetch(&mut Browser::new(), &json(method), async |sent| {
            let request = http::Request::builder().method(&*sent.method).uri("/closure").header("host", "127.0.0.1");
            let request = sent.headers.iter().fold(request, |request, (name, value)| request.header(name, value));
            answer(&app.send(request.body("").expect("a request")).await)
        })
        .await;
        assert_eq!(explanation.is_readable(), readable, "{explanation}");
        if readable {
            assert_eq!(explanation.actual().map(|actual| actual.response.status), Some(405), "{explanation}");
        } else {
            let Outcome::Blocked(blocked) = explanation.outcome() else { panic!("{explanation}") };
            assert_eq!(blocked.failure, Failure::MethodNotAllowed("PUT".to_owned()));
        }
    }
    assert_eq!(app.shared.handlers.so_far(), 0);
}

async fn what_is_no_preflight(app: &App) {
    check(
        app,
        &[
            ("a path without annotated handlers", preflight("GET /plain", APP), bare(200)),
            ("an unknown path", preflight("GET /nope", APP), bare(404)),
            ("an unknown path, for HEAD", preflight("HEAD /nope", APP), bare(404)),
            (
                "OPTIONS without Origin",
                request("OPTIONS /options").header("access-control-request-method", "GET"),
                unreadable(200),
            ),
            (
                "OPTIONS without Access-Control-Request-Method",
                from("OPTIONS /options", APP),
                frontend_readable(200, APP),
            ),
            ("OPTIONS where there is no handler for it", from("OPTIONS /users", APP), frontend_readable(405, APP)),
            ("OPTIONS for a handler of any method", from("OPTIONS /anything", APP), frontend_readable(200, APP)),
        ],
    )
    .await;
    let reached = from("OPTIONS /options", APP).send(app).await;
    assert_eq!(reached.body, "own options", "the application's own handler");
    let reached = preflight("GET /plain", APP).send(app).await;
    assert_eq!(reached.body, "plain options", "the application's own handler");
}

async fn a_preflight_runs_nothing(app: &App) {
    for preflight in [
        preflight("GET /users", APP),
        preflight("POST /users", APP).request_headers("content-type"),
        preflight("POST /users", EVIL),
        preflight("DELETE /users", APP),
        preflight("PATCH /users", APP),
        preflight("GET /users", "null").origin(APP),
    ] {
        preflight.send(app).await;
        assert_eq!(app.shared.runs(), [0, 0, 0], "handlers, extractors, layers: {preflight}");
    }
    from("GET /users", APP).send(app).await;
    assert_eq!(app.shared.runs(), [1, 1, 1], "an actual request runs all of them");
    from("OPTIONS /users", APP).send(app).await;
    assert_eq!(app.shared.runs(), [1, 1, 2], "what is no preflight goes to the application");
}

/// The reasons are for the network panel of a developer's browser. In a release build the body is empty.
async fn a_denied_preflight_says_why_in_debug_builds_alone(app: &App) {
    for (preflight, code) in [
        (preflight("GET /users", EVIL), "origin_not_allowed"),
        (preflight("GET /users", "null"), "null_origin"),
        (preflight("PUT /internal", APP), "same_origin_only"),
        (preflight("GET /users", APP).origin(APP), "several_origins"),
        (preflight("GET /users", ""), "malformed_origin"),
        (preflight("GET /users", APP).header("access-control-request-method", "PUT"), "malformed_request_method"),
        (preflight("GET /users", APP).request_headers("x y"), "malformed_request_headers"),
    ] {
        let answer = preflight.send(app).await;
        assert_eq!(answer.status, 403);
        // `./scripts/test` runs this without debug assertions as well.
        if cfg!(debug_assertions) {
            assert!(answer.body.contains(&format!("[{code}]")), "{preflight}: {}", answer.body);
        } else {
            assert_eq!(answer.body, "", "{preflight}");
        }
    }
}
