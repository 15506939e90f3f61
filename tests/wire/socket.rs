//! What HTTP/1.1 itself has a say in: what the parser lets through, and what goes on the wire.

use http::{HeaderMap, header::TRANSFER_ENCODING};

use crate::{
    app::{Framework, Inside},
    exchange::{APP, EVIL, ask, preflight},
};

on_every_framework! {
    a_preflight_is_answered_empty
    head_has_the_headers_of_get_and_no_body
    hostile_bytes_are_denied
}

/// Not even the chunk that ends a body.
fn has_no_body(headers: &HeaderMap, body: &[u8]) -> bool {
    body.is_empty() && !headers.contains_key(TRANSFER_ENCODING)
}

async fn a_preflight_is_answered_empty(framework: Framework) {
    let app = framework.app(Inside::Nothing).await;
    let response = app.begin(&preflight("POST /users", APP)).await.finish().await;
    assert_eq!(response.status(), 204);
    assert_eq!(response.headers()["access-control-allow-origin"], APP);
    assert!(has_no_body(response.headers(), response.body()), "{response:?}");
}

async fn head_has_the_headers_of_get_and_no_body(framework: Framework) {
    let app = framework.app(Inside::Nothing).await;
    let response = app.begin(&ask("HEAD /users").from(APP)).await.finish().await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["access-control-expose-headers"], "x-total-count");
    assert!(has_no_body(response.headers(), response.body()), "{response:?}");
}

async fn hostile_bytes_are_denied(framework: Framework) {
    let app = framework.app(Inside::Nothing).await;
    let asks = || ask("OPTIONS /users").header("access-control-request-method", "POST");
    for (what, ask) in [
        ("two origins", asks().from(APP).from(APP)),
        ("no text", asks().header("origin", b"https://\xff\xfe")),
        ("not ASCII", asks().from("https://b\u{fc}cher.example")),
        ("empty", asks().from("")),
        ("64 KiB", asks().from(&format!("https://{}", "a".repeat(65_536)))),
        // As many as fit: actix-web's parser takes 128 KiB.
        ("commas", asks().from(APP).with_headers(&",".repeat(100_000))),
        ("an unknown method", preflight("FROBNICATE /users", EVIL)),
    ] {
        let response = app.begin(&ask).await.finish().await;
        assert_eq!(response.status(), 403, "{what}");
        let cors = response.headers().keys().find(|name| name.as_str().starts_with("access-control-"));
        assert_eq!(cors, None, "{what}");
    }
}
