//! The application on axum: every kind of policy, and the same handlers behind `CorsLayer`.

use axum::{
    Router,
    routing::{get, post},
};
use cors_axum::{CorsRouter, OriginSet, cors, with_policy};
use http::{HeaderValue, Method, header::CONTENT_TYPE};
use tower_http::cors::CorsLayer;

use super::policies::{PEER, WITHOUT_POLICY};

policies!();

async fn read() -> &'static str {
    "read"
}

async fn write() -> &'static str {
    "written"
}

pub(super) fn ours() -> Router {
    CorsRouter::new()
        .route("/list", with_policy(List).get(read).post(write))
        .route("/list-with-credentials", with_policy(ListWithCredentials).get(read).post(write))
        .route("/enforced", with_policy(Enforced).get(read).post(write))
        .route("/run-time", with_policy(RunTime).get(read).post(write))
        .route("/ports", with_policy(Ports).get(read).post(write))
        .route("/sub-domains", with_policy(SubDomains).get(read).post(write))
        .route("/public", with_policy(Public).get(read).post(write))
        .route("/same-origin", with_policy(SameOrigin).get(read).post(write))
        .route("/same-origin-enforced", with_policy(SameOriginEnforced).get(read).post(write))
        .route_without_cors(WITHOUT_POLICY, get(read).post(write))
        .into_router()
}

pub(super) fn very_permissive() -> Router {
    behind(CorsLayer::very_permissive())
}

pub(super) fn listed() -> Router {
    let layer = CorsLayer::new()
        .allow_origin([HeaderValue::from_static("https://app.example.com")])
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([CONTENT_TYPE]);
    behind(layer)
}

fn behind(layer: CorsLayer) -> Router {
    Router::new().route(PEER, get(read).merge(post(write))).layer(layer)
}
