//! `CsrfLayer` of tower-http beside `enforce`, with the trusted origins written once: which of the two refuses what, and what a page
//! can read of the refusal.

use axum::{Json, Router, routing};
use cors_axum::{CorsRouter, NamedPolicy, Origins, browser::PageRequest, cors, routes};
use cors_tests::{
    driver::serve_axum,
    exchange::{APP, Answer, ClientRequest, EVIL, OWN, from, request},
};
use tower_http::csrf::CsrfLayer;

use crate::ask::{ask, post_json, statuses};

#[cors(
    origins = ["https://app.example.com", "https://admin.example.com"],
    dev_origins = ["http://localhost:5173"],
    credentials,
    allow_headers = ["content-type"],
)]
struct Frontend;

/// A request for it needs a preflight, so the policy does not have to say `enforce`.
#[cors(policy = Frontend)]
async fn order(Json(item): Json<String>) -> String {
    item
}

#[cors(policy = Frontend, enforce)]
async fn transfer() -> &'static str {
    "transferred"
}

#[cors(policy = Frontend, enforce)]
async fn chat() -> &'static str {
    "a WebSocket begins with GET"
}

#[cors(origins = ["https://app.example.com"], enforce)]
async fn vote() -> &'static str {
    "counted"
}

/// A form of the server's own pages, without a policy.
async fn sign_in() -> &'static str {
    "signed in"
}

/// As in `docs/ecosystem.md`.
fn trusting<P: NamedPolicy>(_: P) -> CsrfLayer {
    let Origins::Listed(origins) = P::POLICY.origins() else { panic!("only a list can be handed on") };
    let origins = origins.iter().chain(P::POLICY.dev_origins().iter());
    origins.fold(CsrfLayer::new(), |layer, origin| {
        assert!(!origin.contains('*'), "`CsrfLayer` compares byte for byte, and `{origin}` is a pattern");
        layer.add_trusted_origin(origin).expect("an origin of `http` or `https`")
    })
}

fn app() -> CorsRouter {
    CorsRouter::new()
        .route("/orders", routes![post(order)])
        .route("/transfers", routes![post(transfer)])
        .route("/votes", routes![post(vote)])
        .route("/chat", routes![get(chat)])
        .route_without_cors("/session", routing::post(sign_in))
}

/// A refusal of the layer has no body, and one of `enforce` says why.
fn refused_by(answer: &Answer) -> Option<&'static str> {
    let by = if answer.header("cache-control") == Some("no-store") { "enforce" } else { "the layer" };
    (answer.status == 403).then_some(by)
}

fn cross_site(request: ClientRequest) -> ClientRequest {
    request.header("sec-fetch-site", "cross-site")
}

fn order_from(page: &str) -> ClientRequest {
    cross_site(from("POST /orders", page)).json("\"tea\"")
}

fn image(request: ClientRequest) -> ClientRequest {
    cross_site(request).header("sec-fetch-mode", "no-cors").header("sec-fetch-dest", "image")
}

#[tokio::test]
async fn each_refuses_its_own() {
    let app = serve_axum(app().layer(trusting(Frontend)).into_router()).await;
    for (request, refused, readable_for) in [
        // Listed once, trusted by both.
        (order_from(APP), None, Some(APP)),
        (cross_site(from("POST /transfers", APP)), None, Some(APP)),
        (cross_site(from("POST /session", APP)), None, None),
        // Without `enforce` and without a policy, it is the layer that refuses.
        (order_from(EVIL), Some("the layer"), None),
        (cross_site(from("POST /session", EVIL)), Some("the layer"), None),
        (cross_site(from("POST /session", "null")), Some("the layer"), None),
        // `enforce` comes first, and looks at every method.
        (cross_site(from("POST /transfers", EVIL)), Some("enforce"), None),
        (from("GET /chat", EVIL), Some("enforce"), None),
        // Without `Origin`: a form of a page whose browser leaves it out, and an image.
        (cross_site(request("POST /transfers")), Some("enforce"), None),
        (cross_site(request("POST /session")), Some("the layer"), None),
        (image(request("GET /chat")), Some("enforce"), None),
        // A listed origin may call anonymously where its policy does not say `credentials`: only `enforce` knows.
        (cross_site(from("POST /votes", APP)), None, Some(APP)),
        (cross_site(from("POST /votes", APP)).header("cookie", "session=7f3a"), Some("enforce"), None),
        // Without `Sec-Fetch-Site`, the layer compares the host alone.
        (from("POST /transfers", OWN).header("x-forwarded-proto", "http"), Some("enforce"), None),
        (from("POST /session", OWN).header("x-forwarded-proto", "http"), None, None),
        // Both let pages of the server's own pass, and programs.
        (from("POST /transfers", OWN).header("sec-fetch-site", "same-origin"), None, None),
        (from("POST /session", OWN).header("sec-fetch-site", "same-origin"), None, None),
        (request("POST /transfers"), None, None),
        (request("POST /session"), None, None),
    ] {
        let answer = request.send(&app).await;
        assert_eq!((refused_by(&answer), answer.allowed_origin()), (refused, readable_for), "{request}\n{answer:?}");
    }
    // As the policy does, the layer trusts origins of development in debug builds alone.
    let ours = order_from("http://localhost:5173").send(&app).await;
    assert_eq!((ours.status == 200, ours.allowed_origin().is_some()), (cfg!(debug_assertions), cfg!(debug_assertions)));
    // Preflights do not reach it.
    let ours = ask(&app, post_json(APP), "/orders").await;
    assert_eq!((ours.is_readable(), statuses(&ours).0), (true, Some(204)), "{ours}");
}

/// Where the layer does not know the policy's origins, a page may send the request and is refused all the same.
#[tokio::test]
async fn a_layer_without_the_origins_refuses_pages_that_the_policy_allows() {
    let inside = app().layer(CsrfLayer::new()).into_router();
    let outside = app().into_router().layer(CsrfLayer::new());
    for (router, readable) in [(inside, true), (outside, false)] {
        let app = serve_axum(router).await;
        let refused = order_from(APP).send(&app).await;
        assert_eq!(refused_by(&refused), Some("the layer"), "{refused:?}");
        assert_eq!(refused.allowed_origin().is_some(), readable, "{refused:?}");
        // In a browser: the preflight is granted on either side, because the layer lets `OPTIONS` pass.
        let seen = ask(&app, post_json(APP), "/orders").await;
        assert_eq!((seen.is_readable(), statuses(&seen)), (readable, (Some(204), Some(403))), "{seen}");
    }
}

/// The layer lets `GET` pass, and so the handshake of a WebSocket from any page.
#[tokio::test]
async fn the_layer_does_not_look_at_get() {
    #[cors(policy = Frontend)]
    async fn open() -> &'static str {
        "open"
    }
    let router = CorsRouter::new().route("/open", routes![get(open)]);
    let app = serve_axum(router.layer(trusting(Frontend)).into_router()).await;
    for request in [cross_site(from("GET /open", EVIL)), image(request("GET /open"))] {
        let answer = request.send(&app).await;
        assert_eq!((answer.status, answer.allowed_origin()), (200, None));
    }
    assert!(!ask(&app, PageRequest::new(EVIL, "GET"), "/open").await.is_readable());
}

/// The layer is around the handlers without a policy, and needs no origins.
#[tokio::test]
async fn the_rest_is_behind_the_layer() {
    let rest = Router::new().route("/session", routing::post(sign_in)).layer(CsrfLayer::new());
    let router = CorsRouter::new().route("/transfers", routes![post(transfer)]).merge_without_cors(rest);
    let app = serve_axum(router.into_router()).await;
    for (request, refused) in [
        (cross_site(from("POST /transfers", APP)), None),
        (cross_site(from("POST /transfers", EVIL)), Some("enforce")),
        (cross_site(from("POST /session", APP)), Some("the layer")),
        (cross_site(from("POST /session", EVIL)), Some("the layer")),
        (from("POST /session", OWN).header("sec-fetch-site", "same-origin"), None),
    ] {
        let answer = request.send(&app).await;
        assert_eq!(refused_by(&answer), refused, "{request}\n{answer:?}");
    }
}

/// A pattern is accepted, and never matches; an origin of another scheme is an error.
#[tokio::test]
async fn patterns_cannot_be_handed_on() {
    #[cors(origins = ["https://*.tenants.example.com"])]
    async fn rename() -> &'static str {
        "renamed"
    }
    let layer = CsrfLayer::new().add_trusted_origin("https://*.tenants.example.com").expect("no error");
    let app = serve_axum(CorsRouter::new().route("/name", routes![post(rename)]).layer(layer).into_router()).await;
    let refused = cross_site(from("POST /name", "https://acme.tenants.example.com")).send(&app).await;
    assert_eq!(refused_by(&refused), Some("the layer"));
    assert!(CsrfLayer::new().add_trusted_origin("tauri://localhost").is_err());
}
