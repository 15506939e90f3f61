//! The methods of one path: each has the policy of the handler that axum hands it to.

use axum::{
    body::Body,
    routing::{self, MethodFilter},
};
use cors_axum::{CorsRouter, cors, routes, with_policy};

use http::{Request, Version};
use tower::ServiceExt;

use cors_tests::exchange::{
    APP, EVIL, bare, check, denied, from, frontend_readable, granted, judged, other_methods, preflight, readable,
    refusal, request, unreadable,
};

use crate::app::axum::{Frontend, Public};

#[cors(origins = ["https://app.example.com"])]
async fn list() -> &'static str {
    "list"
}

#[cors(origins = "*")]
async fn root() -> &'static str {
    "root"
}

#[tokio::test]
async fn one_path_in_several_calls() {
    #[cors(origins = ["https://app.example.com"])]
    async fn create() {}
    let app = CorsRouter::new()
        .route("/users", routes![get(list)])
        .route("/users", routes![post(create)])
        .route("/users", with_policy(Frontend).delete(|| async {}))
        .route("/users", routes![any(root)])
        .route_without_cors("/users", routing::patch(|| async {}))
        .into_router();
    check(
        &app,
        &[
            ("one policy, two calls", preflight("POST /users", APP), granted(APP, "GET, HEAD, POST")),
            (
                "another policy",
                preflight("DELETE /users", APP),
                granted(APP, "DELETE").credentials().headers("content-type, authorization").max_age("0"),
            ),
            ("the rest, without what a plain handler serves", preflight("PUT /users", EVIL), granted("*", "PUT")),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_public_method_beside_one_with_credentials() {
    let app = CorsRouter::<()>::new()
        .route("/x", routes![get(root)].merge(with_policy(Frontend).put(|| async {})))
        .into_router();
    check(
        &app,
        &[
            // By name, because `*` would not satisfy a browser that sends credentials.
            (
                "other methods, by name",
                preflight("DELETE /x", APP),
                other_methods(APP, "GET, HEAD, PUT").credentials().headers("content-type, authorization"),
            ),
            ("405 for it, with credentials as well", from("DELETE /x", APP), frontend_readable(405, APP)),
            ("other methods, the public one", preflight("DELETE /x", EVIL), other_methods("*", "GET, HEAD")),
            // A 405 depends on the origin, even if the first policy does not.
            ("405", from("DELETE /x", EVIL), readable(405, "*").line("vary", "Origin")),
        ],
    )
    .await;
}

#[tokio::test]
async fn one_policy_for_one_method_and_for_the_rest() {
    #[cors(origins = ["https://app.example.com"])]
    async fn rest() {}
    for routes in [routes![get(list), any(rest)], routes![any(rest), get(list)]] {
        let app = CorsRouter::<()>::new().route("/x", routes).into_router();
        let all = "GET, HEAD, POST, PUT, DELETE, PATCH";
        check(
            &app,
            &[
                ("the method", preflight("GET /x", APP), granted(APP, all)),
                ("the rest", preflight("PUT /x", APP), granted(APP, all)),
            ],
        )
        .await;
    }
}

#[tokio::test]
async fn a_path_that_a_plain_handler_shares() {
    let app = CorsRouter::<()>::new()
        .route_without_cors("/x", routing::any(|| async { "plain" }))
        .route("/x", routes![get(list)])
        .into_router();
    check(
        &app,
        &[
            ("annotated", from("GET /x", APP), readable(200, APP)),
            ("its preflight", preflight("GET /x", APP), granted(APP, "GET, HEAD")),
            ("plain", from("POST /x", APP), bare(200)),
            ("plain has no policy", preflight("POST /x", APP), other_methods(APP, "GET, HEAD")),
            ("plain has no policy", preflight("POST /x", EVIL), denied()),
        ],
    )
    .await;
}

/// A narrowed handler serves the other methods as well, and may set CORS headers itself.
#[tokio::test]
async fn outside_a_narrowing_no_page_may_read() {
    #[cors(policy = Public, methods = [GET])]
    async fn narrowed() -> [(&'static str, &'static str); 1] {
        [("access-control-allow-origin", "*")]
    }
    let app = CorsRouter::<()>::new().route("/x", routes![any(narrowed)]).into_router();
    check(
        &app,
        &[
            ("inside", from("GET /x", EVIL), readable(200, "*").exposes("etag")),
            ("outside", from("DELETE /x", EVIL), bare(200)),
            ("outside, its preflight", preflight("DELETE /x", EVIL), other_methods("*", "GET, HEAD")),
        ],
    )
    .await;
}

#[tokio::test]
async fn every_method_of_axum() {
    macro_rules! methods {
        ($($method:ident)+) => {
            CorsRouter::<()>::new()
                .route("/all", routes![$($method(root)),+])
                $(.route(concat!("/", stringify!($method)), routes![$method(list)]))+
        };
    }
    let app = methods!(get head post put delete patch options trace connect).into_router();
    for method in ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"] {
        let path = method.to_ascii_lowercase();
        check(&app, &[("alone", from(&format!("{method} /{path}"), APP), readable(200, APP))]).await;
        check(&app, &[("among all", from(&format!("{method} /all"), EVIL), readable(200, "*"))]).await;
    }
    // No script can send `TRACE` or `CONNECT`, so they are not listed.
    let listed = "GET, HEAD, POST, PUT, DELETE, PATCH, OPTIONS";
    check(
        &app,
        &[
            ("what is announced", preflight("PUT /all", EVIL), granted("*", listed)),
            ("what is not", preflight("TRACE /trace", APP), denied()),
        ],
    )
    .await;
}

#[tokio::test]
async fn a_filter_of_several_methods() {
    const WRITE: MethodFilter = MethodFilter::PUT.or(MethodFilter::PATCH);
    let app = CorsRouter::<()>::new()
        .route("/x", routes![on(WRITE, list), on(MethodFilter::GET, root)])
        .route("/y", with_policy(Public).on(WRITE, || async {}))
        .into_router();
    check(
        &app,
        &[
            ("one of them", preflight("PATCH /x", APP), granted(APP, "PUT, PATCH")),
            ("its handler", from("PUT /x", APP), readable(200, APP)),
            ("another one's", preflight("GET /x", EVIL), granted("*", "GET, HEAD")),
            ("a closure's", from("PATCH /y", EVIL), readable(200, "*").exposes("etag")),
        ],
    )
    .await;
}

/// RFC 10008: safe, with a body, and never without a preflight. axum hands it to handlers for any method.
#[tokio::test]
async fn a_query_is_granted_to_handlers_for_any_method() {
    #[cors(policy = Frontend, methods = [QUERY], allow(forgeable, reason = "it changes nothing"))]
    async fn search(terms: String) -> String {
        terms
    }
    #[cors(policy = Frontend, enforce)]
    async fn enforced() {}
    let app = CorsRouter::<()>::new()
        .route("/search", routes![any(search)])
        .route("/any", routes![any(list)])
        .route("/enforced", routes![any(enforced)])
        .into_router();
    let link = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")];
    check(
        &app,
        &[
            (
                "narrowed",
                preflight("QUERY /search", APP).request_headers("content-type"),
                granted(APP, "QUERY").credentials().headers("content-type, authorization").max_age("0"),
            ),
            ("narrowed, another method", preflight("PUT /search", APP), other_methods(APP, "QUERY").credentials()),
            ("narrowed, the request", from("QUERY /search", APP).json("\"ada\""), frontend_readable(200, APP)),
            ("narrowed, another origin", preflight("QUERY /search", EVIL), denied()),
            ("any", preflight("QUERY /any", APP), granted(APP, "QUERY")),
            ("any, the request", from("QUERY /any", APP), readable(200, APP)),
            ("as the script writes it", preflight("query /search", APP), other_methods(APP, "QUERY").credentials()),
            ("refused", from("QUERY /enforced", EVIL), refusal()),
            ("a link is never followed by it", request("QUERY /enforced").headers(&link), refusal()),
            ("a link", request("GET /enforced").headers(&link), judged(200)),
        ],
    )
    .await;
}

/// axum hands a method to the handler that is mounted for it, in whatever order they were mounted.
#[tokio::test]
async fn a_narrowed_handler_beside_one_for_a_method() {
    #[cors(policy = Public, methods = [GET, HEAD, PUT])]
    async fn narrowed() -> &'static str {
        "narrowed"
    }
    for routes in [routes![any(narrowed), get(list)], routes![get(list), any(narrowed)]] {
        let app = CorsRouter::<()>::new().route("/x", routes).into_router();
        check(
            &app,
            &[
                ("its method", preflight("GET /x", APP), granted(APP, "GET, HEAD")),
                ("what runs", from("GET /x", APP), readable(200, APP)),
                ("HEAD", from("HEAD /x", APP), readable(200, APP)),
                ("another origin", from("GET /x", EVIL), unreadable(200)),
                ("the narrowed", from("PUT /x", EVIL), readable(200, "*").exposes("etag")),
            ],
        )
        .await;
    }
}

/// A WebSocket over HTTP/2: an extended `CONNECT` stands for `GET` (RFC 8441).
#[tokio::test]
async fn a_websocket_over_http_2_has_the_policy_of_get() {
    #[cors(origins = ["https://app.example.com"], credentials, enforce, methods = [GET])]
    async fn socket() -> &'static str {
        "opened"
    }
    let app = CorsRouter::new().route("/socket", routes![any(socket)]).into_router();
    let status = async |target: &str, version, origin: &str| {
        let request = Request::builder().method("CONNECT").uri(target).version(version).header("origin", origin);
        app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap().status().as_u16()
    };
    const EXTENDED: &str = "https://api.example.com/socket";
    assert_eq!(status(EXTENDED, Version::HTTP_2, APP).await, 200);
    assert_eq!(status(EXTENDED, Version::HTTP_3, APP).await, 200);
    assert_eq!(status(EXTENDED, Version::HTTP_2, EVIL).await, 403);
    assert_eq!(status(EXTENDED, Version::HTTP_2, "https://api.example.com").await, 200);
    // No WebSocket: the method is not among those of the policy.
    assert_eq!(status(EXTENDED, Version::HTTP_11, APP).await, 403);
    assert_eq!(status("/socket", Version::HTTP_2, APP).await, 403);
}
