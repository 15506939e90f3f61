//! Right servers give no false alarm.

use axum::{
    Router,
    http::{HeaderValue, Method, header::CONTENT_TYPE},
    routing::get,
};
use cors_axum::{CorsRouter, cors, with_policy};
use tower_http::cors::CorsLayer;

use super::{
    APP, faults, report,
    server::{answering, serve},
};

#[cors(origins = ["https://app.example.com"], credentials, allow_headers = ["content-type"])]
struct Listed;

#[cors(origins = ["https://app.example.com"], credentials, enforce)]
struct Enforced;

#[cors(origins = "*")]
struct Public;

#[cors(same_origin)]
struct SameOrigin;

async fn read() -> &'static str {
    "read"
}

fn ours() -> Router {
    CorsRouter::new()
        .route("/users", with_policy(Listed).get(read).put(read))
        .route("/enforced", with_policy(Enforced).get(read))
        .route("/public", with_policy(Public).get(read))
        .route("/own", with_policy(SameOrigin).get(read))
        .route_without_cors("/metrics", get(read))
        .into_router()
}

#[test]
fn policies_of_annotations_have_no_fault() {
    let url = serve(ours());
    for path in ["/users", "/enforced", "/public", "/own", "/metrics", "/missing"] {
        assert_eq!(faults(&url.replace("/users", path)), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn a_list_of_tower_http_has_no_fault() {
    let layer = CorsLayer::new()
        .allow_origin([HeaderValue::from_static(APP)])
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([CONTENT_TYPE]);
    assert_eq!(faults(&serve(Router::new().route("/users", get(read)).layer(layer))), Vec::<String>::new());
}

#[test]
fn one_value_for_all_origins_has_no_fault() {
    let server = answering(|_| (200, vec![("access-control-allow-origin", APP.to_owned())]));
    assert_eq!(faults(&server), Vec::<String>::new());
}

#[test]
fn a_server_without_cors_has_no_fault() {
    assert_eq!(faults(&serve(Router::new().route("/users", get(read)))), Vec::<String>::new());
}

#[test]
fn public_and_denied_are_notes() {
    let url = serve(ours());
    let notes = |path: &str| report(&url.replace("/users", path), &["--origin", APP])["notes"].to_string();
    assert!(notes("/public").contains("GET /public is public: every page may read it, without credentials (`*`)."));
    assert!(notes("/own").contains("GET /own does not allow `https://app.example.com`."));
}
