//! The headers that handlers and layers set: which of them a response keeps.

use cors_tests::{
    exchange::{APP, EVIL, bare, check, from, frontend_readable, readable, unreadable},
    on_every_framework,
};

use crate::app::{App, Inside, PIECES};

on_every_framework! {
    crate::app:
    inner_access_control_headers_are_replaced
    vary_is_merged
    a_vary_of_the_request_is_not_copied
    a_streaming_body_has_its_headers_before_its_first_byte
    what_a_layer_answers_on_the_way_out_is_decorated
}

async fn inner_access_control_headers_are_replaced(app: &App) {
    check(
        app,
        &[
            (
                "allowed",
                from("GET /own", APP),
                bare(200)
                    .line("access-control-allow-origin", APP)
                    .credentials()
                    .exposes("x-total-count")
                    .line("vary", "accept-encoding, accept-language, Origin"),
            ),
            ("not allowed", from("GET /own", EVIL), bare(200).line("vary", "accept-encoding, accept-language, Origin")),
            (
                "public",
                from("PUT /own", APP),
                readable(200, "*").exposes("etag").line("vary", "accept-encoding").line("vary", "accept-language"),
            ),
            (
                "a handler without a policy keeps its own",
                from("POST /mixed", APP),
                bare(200)
                    .line("access-control-allow-origin", "https://old.example")
                    .line("access-control-allow-origin", "https://older.example")
                    .credentials()
                    .line("access-control-allow-private-network", "true")
                    .max_age("1")
                    .line("vary", "accept-encoding")
                    .line("vary", "accept-language"),
            ),
        ],
    )
    .await;
}

async fn vary_is_merged(app: &App) {
    for (lines, merged) in [
        ("accept-encoding", &["accept-encoding, Origin"][..]),
        ("accept-encoding;accept", &["accept-encoding, accept, Origin"]),
        ("Origin", &["Origin"]),
        ("accept, ORIGIN", &["accept, ORIGIN"]),
        ("accept;origin", &["accept", "origin"]),
        ("*", &["*"]),
        ("accept;*", &["accept", "*"]),
        ("x-origin", &["x-origin, Origin"]),
    ] {
        let uri = format!("/vary/{}", lines.replace(' ', "%20"));
        for origin in [APP, EVIL] {
            let mut expected = if origin == APP {
                bare(200).line("access-control-allow-origin", APP).credentials().exposes("x-total-count")
            } else {
                bare(200)
            };
            for line in merged {
                expected = expected.line("vary", line);
            }
            check(app, &[(lines, from(&format!("GET {uri}"), origin), expected)]).await;
        }
    }
}

async fn a_vary_of_the_request_is_not_copied(app: &App) {
    // GHSA-q7jf-gf43-6x6p.
    let with_vary = from("GET /users", EVIL).header("vary", "*");
    check(app, &[(with_vary, unreadable(200))]).await;
}

async fn a_streaming_body_has_its_headers_before_its_first_byte(app: &App) {
    let response = app.begin(&from("GET /stream", APP)).await;
    assert_eq!(response.head.headers()["access-control-allow-origin"], APP, "nothing has been sent yet");
    app.shared.release(PIECES.len());
    assert_eq!(response.finish().await.body(), PIECES.concat().as_bytes());
}

async fn what_a_layer_answers_on_the_way_out_is_decorated(app: &App) {
    let app = &App::serve(app.framework, Inside::Clearing).await;
    let expected = frontend_readable(502, APP);
    check(app, &[("headers cleared", from("GET /users", APP), expected)]).await;
}
