//! Nested and merged routers of axum.

use axum::Router;
use cors_axum::CorsRouter;

use crate::app::{get, json, on_axum, send};

#[tokio::test]
async fn nesting_puts_the_prefix_in_front() {
    let app = CorsRouter::new().nest("/api/{version}", on_axum::router().panel("/_cors")).into_router();
    assert_eq!(send(&app, get("/api/v1/_cors")).await.status(), 200);
    assert_eq!(send(&app, get("/_cors")).await.status(), 404);
    let inventory = json(&app, "/api/v1/_cors/inventory").await;
    assert_eq!(inventory["routes"][0]["pattern"], "/api/{version}/health");
}

#[tokio::test]
async fn merging_keeps_the_path_and_shows_the_whole() {
    let inner = CorsRouter::new().panel("/_cors");
    let app = on_axum::router().merge(inner).into_router();
    let inventory = json(&app, "/_cors/inventory").await;
    assert_eq!(inventory["routes"].as_array().map(Vec::len), Some(3));
}

#[tokio::test]
async fn a_finished_router_can_be_nested_in_axums_own() {
    let app: Router = Router::new().nest("/api", on_axum::router().panel("/_cors").into_router());
    assert_eq!(send(&app, get("/api/_cors")).await.status(), 200);
    assert_eq!(send(&app, get("/api/_cors/panel.js")).await.status(), 200);
    let inventory = json(&app, "/api/_cors/inventory").await;
    assert_eq!(inventory["routes"].as_array().map(Vec::len), Some(3));
}

#[tokio::test]
async fn a_state_and_a_fallback_stay_what_they_are() {
    let router: CorsRouter<String> = CorsRouter::new().panel("/_cors");
    let app = router.fallback_without_cors(|| async { "the fallback" }).with_state("state".to_owned()).into_router();
    assert_eq!(send(&app, get("/unknown")).await.body(), b"the fallback");
    assert_eq!(send(&app, get("/_cors")).await.status(), 200);
}

#[test]
#[should_panic = "Overlapping method route"]
fn a_route_with_its_path_is_refused() {
    let _ = on_axum::router().route_without_cors("/_cors", axum::routing::get(|| async {})).panel("/_cors");
}
