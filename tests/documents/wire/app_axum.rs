//! The guide's API on axum.

use axum::{
    Json,
    extract::{Request, WebSocketUpgrade},
    http::{HeaderMap, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use cors_axum::{CorsRouter, cors, routes};
use cors_tests::driver::{Served, serve_axum};
use serde_json::Value;

use super::policies::policies;

policies!();

#[cors(policy = Frontend)]
async fn list_users() -> impl IntoResponse {
    ([("x-total-count", "1")], Json(["Ada"]))
}

#[cors(policy = Frontend)]
async fn create_user(Json(name): Json<String>) -> (StatusCode, Json<String>) {
    (StatusCode::CREATED, Json(name))
}

#[cors(policy = Admin)]
async fn delete_users() -> StatusCode {
    StatusCode::NO_CONTENT
}

#[cors(policy = Public)]
async fn health() -> &'static str {
    "ok"
}

/// One key has asked too often.
#[cors(policy = OpenData)]
async fn prices(headers: HeaderMap) -> Response {
    if headers.get("x-api-key").is_some_and(|key| key == "k-13") {
        return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "60")], "Wait a minute.").into_response();
    }
    let common = [("cache-control", "no-cache"), ("etag", "\"7\""), ("x-ratelimit-remaining", "99")];
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known == "\"7\"") {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    (common, Json([42])).into_response()
}

#[cors(policy = Guarded)]
async fn transfer() -> &'static str {
    "transferred"
}

#[cors(policy = Guarded)]
async fn chat(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|_| async {})
}

#[cors(
    origins = ["https://inspector.example"],
    allow_headers = ["content-type"],
    enforce,
    hosts = ["localhost:*", "127.0.0.1:*", "[::1]:*"],
)]
async fn mcp(message: Json<Value>) -> Json<Value> {
    message
}

/// Who writes has to be signed in.
async fn require_session(request: Request, next: Next) -> Response {
    if request.method().is_safe() || request.headers().contains_key(header::COOKIE) {
        return next.run(request).await;
    }
    (StatusCode::UNAUTHORIZED, "Sign in first.").into_response()
}

pub(super) async fn serve() -> Served {
    let app = CorsRouter::new()
        .route("/users", routes![get(list_users), post(create_user), delete(delete_users)])
        .layer(middleware::from_fn(require_session))
        .route("/health", routes![get(health)])
        .route("/prices", routes![get(prices)])
        .route("/transfer", routes![post(transfer)])
        .route("/chat", routes![get(chat)])
        .route("/mcp", routes![post(mcp)]);
    serve_axum(app.into_router()).await
}
