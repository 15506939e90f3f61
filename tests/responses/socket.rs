//! HTTP/1.1 on a connection: which bytes the parser accepts, and which are sent.

use http::{HeaderMap, header::TRANSFER_ENCODING};

use cors_tests::{
    exchange::{APP, EVIL, from, preflight, request},
    on_every_framework,
};

use crate::app::App;

on_every_framework! {
    crate::app:
    a_preflight_is_answered_empty
    head_has_the_headers_of_get_and_no_body
    hostile_bytes_are_denied
}

/// Whether there is no body, not even the chunk that ends one.
fn has_no_body(headers: &HeaderMap, body: &[u8]) -> bool {
    body.is_empty() && !headers.contains_key(TRANSFER_ENCODING)
}

async fn a_preflight_is_answered_empty(app: &App) {
    let response = app.begin(&preflight("POST /users", APP)).await.finish().await;
    assert_eq!(response.status(), 204);
    assert_eq!(response.headers()["access-control-allow-origin"], APP);
    assert!(has_no_body(response.headers(), response.body()), "{response:?}");
}

async fn head_has_the_headers_of_get_and_no_body(app: &App) {
    let response = app.begin(&from("HEAD /users", APP)).await.finish().await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["access-control-expose-headers"], "x-total-count");
    assert!(has_no_body(response.headers(), response.body()), "{response:?}");
}

async fn hostile_bytes_are_denied(app: &App) {
    let asks = || request("OPTIONS /users").header("access-control-request-method", "POST");
    for (what, request) in [
        ("two origins", asks().origin(APP).origin(APP)),
        ("no text", asks().header("origin", b"https://\xff\xfe")),
        ("not ASCII", asks().origin("https://b\u{fc}cher.example")),
        ("empty", asks().origin("")),
        ("64 KiB", asks().origin(&format!("https://{}", "a".repeat(65_536)))),
        // As many as fit: actix-web's parser takes 128 KiB.
        ("commas", asks().origin(APP).request_headers(&",".repeat(100_000))),
        ("an unknown method", preflight("FROBNICATE /users", EVIL)),
    ] {
        let response = app.begin(&request).await.finish().await;
        assert_eq!(response.status(), 403, "{what}");
        let cors = response.headers().keys().find(|name| name.as_str().starts_with("access-control-"));
        assert_eq!(cors, None, "{what}");
    }
}
