//! The application, as axum serves it.

use std::convert::Infallible;

use axum::{
    Json, Router,
    body::Body,
    extract::{FromRef, FromRequestParts, Path, Request, State, WebSocketUpgrade},
    http::{HeaderMap, HeaderName, StatusCode, request::Parts},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing,
};
use cors_axum::{CorsRouter, cors, routes, with_policy};
use cors_tests::driver::{Served, serve_axum};
use http_body_util::channel::Channel;

use super::{Inside, OWN_HEADERS, PIECES, Shared};

policies!();

/// An extractor that counts its runs.
struct Traced(Shared);

impl<S> FromRequestParts<S> for Traced
where
    Shared: FromRef<S>,
    S: Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let shared = Shared::from_ref(state);
        shared.extractors.count();
        Ok(Traced(shared))
    }
}

#[cors(policy = Frontend)]
async fn list_users(Traced(shared): Traced) -> impl IntoResponse {
    shared.handlers.count();
    ([("x-total-count", "2")], "users")
}

#[cors(policy = Frontend)]
async fn create_user(Traced(shared): Traced, Json(name): Json<String>) -> (StatusCode, String) {
    shared.handlers.count();
    (StatusCode::CREATED, name)
}

#[cors(origins = ["https://admin.example.com"], credentials)]
async fn remove_users(Traced(shared): Traced) -> StatusCode {
    shared.handlers.count();
    StatusCode::NO_CONTENT
}

#[cors(policy = Public)]
async fn health() -> &'static str {
    "ok"
}

#[cors(same_origin)]
async fn internal() -> &'static str {
    "internal"
}

#[cors(policy = Frontend)]
async fn status(Path(code): Path<u16>) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::IM_A_TEAPOT)
}

#[cors(policy = Frontend, dev_origins = ["http://localhost:*"])]
async fn in_development() -> &'static str {
    "in development"
}

#[cors(policy = Closed, dev_origins = ["http://localhost:5173"], allow_headers = ["content-type"])]
async fn developed_and_closed() -> &'static str {
    "in development"
}

#[cors(policy = Frontend, allow(forgeable, reason = "it changes nothing"))]
async fn anything() -> &'static str {
    "anything"
}

#[cors(policy = Public, methods = [GET, PUT])]
async fn narrowed() -> &'static str {
    "narrowed"
}

#[cors(policy = Frontend)]
async fn own_options() -> &'static str {
    "own options"
}

#[cors(origins = ["https://admin.example.com"])]
async fn head_only() -> StatusCode {
    StatusCode::OK
}

fn own_headers() -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in OWN_HEADERS {
        headers.append(HeaderName::from_static(name), value.parse().expect("a header's value"));
    }
    headers
}

#[cors(policy = Frontend)]
async fn sets_its_own() -> impl IntoResponse {
    (own_headers(), "own")
}

#[cors(policy = Public)]
async fn sets_its_own_in_public() -> impl IntoResponse {
    (own_headers(), "own")
}

#[cors(policy = Frontend)]
async fn varies(Path(lines): Path<String>) -> impl IntoResponse {
    let mut headers = HeaderMap::new();
    for line in lines.split(';') {
        headers.append("vary", line.parse().expect("a header's value"));
    }
    headers
}

#[cors(policy = Strict, same_origin)]
async fn own_pages() -> &'static str {
    "own pages"
}

#[cors(policy = Strict)]
async fn chat(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(async |_| {})
}

#[cors(policy = Frontend)]
async fn stream(State(shared): State<Shared>) -> Body {
    let (mut sender, body) = Channel::<axum::body::Bytes>::new(1);
    tokio::spawn(async move {
        for piece in PIECES {
            let piece = shared.piece(piece).await;
            sender.send_data(piece.into()).await.expect("the client reads");
        }
    });
    Body::new(body)
}

/// A layer that answers 401 to every request.
pub(crate) async fn unauthorized(_: Request, _: Next) -> Response {
    (StatusCode::UNAUTHORIZED, "who are you?").into_response()
}

/// A layer that replaces every response.
async fn replace(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    response.headers_mut().clear();
    response
}

/// Routes under a prefix, and more of them under another one.
fn nested() -> CorsRouter<Shared> {
    let inner = CorsRouter::new().route("/users/{id}", routes![get(head_only)]).route("/{*rest}", routes![get(health)]);
    CorsRouter::new().route("/users", routes![get(anything), put(head_only)]).nest("/deep", inner)
}

/// The application.
pub(crate) fn app(shared: Shared, inside: Inside) -> Router {
    let counted = shared.clone();
    let layer = middleware::from_fn(move |request: Request, next: Next| {
        counted.layers.count();
        next.run(request)
    });
    let ok = || async { "ok" };
    let app = CorsRouter::new()
        .route("/users", routes![get(list_users), post(create_user), delete(remove_users)])
        .route("/health", routes![get(health), put(health)])
        .route("/internal", routes![get(internal), put(internal)])
        .route("/status/{code}", routes![get(status)])
        .route("/development", routes![get(in_development)])
        .route("/development/own", with_policy(Developed).get(ok).put(ok))
        .route("/development/closed", routes![put(developed_and_closed)])
        .route("/anything", routes![any(anything)])
        .route("/narrowed", routes![any(narrowed)])
        .route("/options", routes![get(anything), options(own_options)])
        .route("/head", routes![get(anything), head(head_only)])
        .route("/own", routes![get(sets_its_own), put(sets_its_own_in_public)])
        .route("/vary/{lines}", routes![get(varies)])
        .route("/stream", routes![get(stream)])
        .route("/closure", with_policy(Frontend).get(|| async { "closure" }))
        .route("/mixed", routes![get(anything)])
        .route_without_cors("/mixed", routing::post(|| async { (own_headers(), "no policy") }))
        .route_without_cors("/plain", routing::get(|| async { "plain" }).options(|| async { "plain options" }))
        .route("/files/{*path}", routes![get(health)])
        .route("/files/private", routes![get(list_users)])
        .route("/over/users/me", routes![get(anything)])
        .route("/over/users/{id}", routes![get(head_only)])
        .route("/over/{*rest}", routes![get(health)])
        .nest("/v1/{tenant}", nested())
        .route("/strict", with_policy(Strict).get(ok).post(ok))
        .route("/closed", with_policy(Closed).post(ok))
        .route("/strict/closed", routes![get(own_pages), post(own_pages)])
        .route("/strict/closed/named", with_policy(StrictClosed).any(ok))
        .route("/chat", routes![get(chat)])
        .route("/socket", with_policy(Socket).any(ok))
        .fallback_without_cors(|| async { (StatusCode::NOT_FOUND, "nothing here") });
    let app = match inside {
        Inside::Nothing => app,
        Inside::Refusing | Inside::Failing => app.layer(middleware::from_fn(unauthorized)),
        Inside::Clearing => app.layer(middleware::from_fn(replace)),
    };
    app.layer(layer).with_state(shared).into_router()
}

pub(crate) async fn serve(shared: Shared, inside: Inside) -> Served {
    serve_axum(app(shared, inside)).await
}
