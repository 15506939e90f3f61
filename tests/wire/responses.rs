//! What a response keeps and what it loses.

use crate::{
    app::{Framework, Inside, PIECES},
    exchange::{APP, EVIL, ask, bare, frontend_readable, readable, unreadable},
};

on_every_framework! {
    inner_access_control_headers_are_replaced
    vary_is_merged
    a_vary_of_the_request_is_not_copied
    a_streaming_body_has_its_headers_before_its_first_byte
    what_a_layer_answers_on_the_way_out_is_decorated
}

async fn inner_access_control_headers_are_replaced(framework: Framework) {
    let app = framework.app(Inside::Nothing).await;
    app.check(&[
        (
            "allowed",
            ask("GET /own").from(APP),
            bare(200)
                .line("access-control-allow-origin", APP)
                .credentials()
                .exposes("x-total-count")
                .line("vary", "accept-encoding")
                .line("vary", "accept-language")
                .line("vary", "Origin"),
        ),
        (
            "not allowed",
            ask("GET /own").from(EVIL),
            bare(200).line("vary", "accept-encoding").line("vary", "accept-language").line("vary", "Origin"),
        ),
        (
            "public",
            ask("PUT /own").from(APP),
            readable(200, "*").exposes("etag").line("vary", "accept-encoding").line("vary", "accept-language"),
        ),
        (
            "a handler without a policy keeps its own",
            ask("POST /mixed").from(APP),
            bare(200)
                .line("access-control-allow-origin", "https://old.example")
                .line("access-control-allow-origin", "https://older.example")
                .credentials()
                .line("access-control-allow-private-network", "true")
                .max_age("1")
                .line("vary", "accept-encoding")
                .line("vary", "accept-language"),
        ),
    ])
    .await;
}

async fn vary_is_merged(framework: Framework) {
    let app = framework.app(Inside::Nothing).await;
    for (lines, merged) in [
        ("accept-encoding", &["accept-encoding", "Origin"][..]),
        ("accept-encoding;accept", &["accept-encoding", "accept", "Origin"]),
        ("Origin", &["Origin"]),
        ("accept, ORIGIN", &["accept, ORIGIN"]),
        ("accept;origin", &["accept", "origin"]),
        ("*", &["*"]),
        ("accept;*", &["accept", "*"]),
        ("x-origin", &["x-origin", "Origin"]),
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
            app.check(&[(lines, ask(&format!("GET {uri}")).from(origin), expected)]).await;
        }
    }
}

async fn a_vary_of_the_request_is_not_copied(framework: Framework) {
    let app = framework.app(Inside::Nothing).await;
    // GHSA-q7jf-gf43-6x6p.
    let ask = ask("GET /users").from(EVIL).header("vary", "*");
    app.check(&[("Vary in the request", ask, unreadable(200))]).await;
}

async fn a_streaming_body_has_its_headers_before_its_first_byte(framework: Framework) {
    let app = framework.app(Inside::Nothing).await;
    let response = app.begin(&ask("GET /stream").from(APP)).await;
    assert_eq!(response.head.headers()["access-control-allow-origin"], APP, "nothing has been sent yet");
    app.shared.release(PIECES.len());
    assert_eq!(response.finish().await.body(), PIECES.concat().as_bytes());
}

async fn what_a_layer_answers_on_the_way_out_is_decorated(framework: Framework) {
    let app = framework.app(Inside::Clearing).await;
    let expected = frontend_readable(502, APP);
    app.check(&[("headers cleared", ask("GET /users").from(APP), expected)]).await;
}
