//! Annotated routes beside tower-http's `CorsLayer`.

use axum::{
    Router,
    routing::{MethodRouter, get, put},
};
use cors_axum::{CorsRouter, cors, routes};
use http::{HeaderValue, Method, Request};
use tower_http::cors::CorsLayer;

use crate::mixed::{self, Asker, OURS, THEIRS};

#[cors(origins = ["https://app.example.com"], credentials)]
async fn users() -> &'static str {
    "users"
}

async fn orders() -> &'static str {
    "orders"
}

fn layer() -> CorsLayer {
    CorsLayer::new().allow_origin([HeaderValue::from_static(THEIRS)]).allow_methods([Method::GET, Method::PUT])
}

fn annotated() -> CorsRouter {
    CorsRouter::new().route("/users", routes![get(users), put(users)])
}

fn rest() -> Router {
    Router::new().route("/orders", get(orders).put(orders)).layer(layer())
}

/// Both ways in which the guide puts the two together.
fn mixed() -> [Router; 2] {
    [annotated().merge_without_cors(rest()).into_router(), Router::new().merge(rest()).merge(annotated().into_router())]
}

#[tokio::test]
async fn each_route_has_one_authority() {
    for app in mixed() {
        mixed::each_route_has_one_authority(app).await;
    }
}

#[tokio::test]
async fn unknown_paths_stay_with_the_layer_where_its_router_is_inside() {
    let [inside, outside] = mixed();
    mixed::unknown_paths_stay_with_the_layer(inside).await;
    assert!(Asker(outside).get("/unknown", THEIRS).await.says_nothing());
}

#[tokio::test]
async fn outside_the_layer_takes_over() {
    mixed::outside_it_takes_over(annotated().into_router().layer(layer())).await;
}

#[tokio::test]
async fn inside_the_layer_says_nothing() {
    let app = annotated().layer(layer()).into_router();
    mixed::inside_it_says_nothing(app.clone()).await;
    // Save that it answers what is no preflight.
    let options = Request::options("/users").header("origin", OURS);
    assert_eq!(Asker(app).ask(options).await.status, 200);
}

#[tokio::test]
async fn half_a_path_has_no_preflights() {
    let left: MethodRouter = put(orders).layer(layer());
    let app = CorsRouter::new().route("/users", routes![get(users)]).route_without_cors("/users", left);
    mixed::half_a_path_has_no_preflights(app.into_router()).await;
}
