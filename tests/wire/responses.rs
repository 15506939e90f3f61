//! What a response keeps and what it loses.

use axum::{
    body::{Body, Bytes},
    middleware::{self, Next},
    response::Response,
};
use cors_axum::{CorsRouter, cors, routes};
use http::Request;
use http_body_util::{BodyExt, channel::Channel};
use tower::ServiceExt;

use crate::{
    app::{Frontend, app},
    exchange::{APP, EVIL, ask, bare, check, readable, unreadable},
};

#[tokio::test]
async fn inner_access_control_headers_are_replaced() {
    check(
        &app(),
        &[
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
        ],
    )
    .await;
}

#[tokio::test]
async fn vary_is_merged() {
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
            check(&app(), &[(lines, ask(&format!("GET {uri}")).from(origin), expected)]).await;
        }
    }
}

#[tokio::test]
async fn a_vary_of_the_request_is_not_copied() {
    // GHSA-q7jf-gf43-6x6p.
    let ask = ask("GET /users").from(EVIL).header("vary", "*");
    check(&app(), &[("Vary in the request", ask, unreadable(200))]).await;
}

#[tokio::test]
async fn a_streaming_body_has_its_headers_before_its_first_byte() {
    let (mut sender, body) = Channel::<Bytes>::new(1);
    let body = std::sync::Arc::new(std::sync::Mutex::new(Some(body)));

    #[cors(policy = Frontend)]
    async fn stream(axum::extract::State(body): axum::extract::State<Shared>) -> Body {
        Body::new(body.lock().expect("not poisoned").take().expect("one request"))
    }
    type Shared = std::sync::Arc<std::sync::Mutex<Option<Channel<Bytes>>>>;

    let app = CorsRouter::new().route("/stream", routes![get(stream)]).with_state(body).into_router();
    let request = Request::get("/stream").header("origin", APP).body(Body::empty()).expect("a request");
    let response = app.oneshot(request).await.expect("infallible");
    assert_eq!(response.headers()["access-control-allow-origin"], APP, "nothing has been sent yet");
    tokio::spawn(async move {
        for piece in ["first, ", "second"] {
            sender.send_data(Bytes::from(piece)).await.expect("somebody reads");
        }
    });
    let body = response.into_body().collect().await.expect("a body").to_bytes();
    assert_eq!(body, "first, second");
}

#[tokio::test]
async fn what_a_layer_answers_on_the_way_out_is_decorated() {
    async fn too_late(request: axum::extract::Request, next: Next) -> Response {
        let mut response = next.run(request).await;
        *response.status_mut() = http::StatusCode::BAD_GATEWAY;
        response.headers_mut().clear();
        response
    }
    let app = crate::app::routes(Default::default(), |app| app.layer(middleware::from_fn(too_late))).into_router();
    let expected = readable(502, APP).credentials().exposes("x-total-count");
    check(&app, &[("headers cleared", ask("GET /users").from(APP), expected)]).await;
}
