//! Layers inside and outside.

use axum::{
    extract::Request,
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use cors_axum::{CorsRouter, cors, routes, with_policy};
use http::StatusCode;

use cors_tests::exchange::{APP, bare, check, from, frontend, frontend_readable, preflight};

use crate::app::{
    Inside, Shared,
    axum::{Frontend, app, unauthorized},
};

#[cors(policy = Frontend, allow(forgeable, reason = "it changes nothing"))]
async fn list() -> &'static str {
    "list"
}

#[cors(policy = Frontend, allow(forgeable, reason = "it changes nothing"))]
async fn create() -> StatusCode {
    StatusCode::CREATED
}

async fn teapot(_: Request, _: Next) -> Response {
    StatusCode::IM_A_TEAPOT.into_response()
}

/// The documentation of `into_router` warns of it: nothing inside can correct it.
#[tokio::test]
async fn a_layer_added_to_the_finished_router_is_outside() {
    let app = app(Shared::default(), Inside::Nothing).layer(middleware::from_fn(unauthorized));
    check(
        &app,
        &[
            ("a preflight does not get through", preflight("POST /users", APP), bare(401)),
            ("a 401 has no headers", from("GET /users", APP), bare(401)),
        ],
    )
    .await;
}

#[tokio::test]
async fn layers_of_one_handler() {
    let app = CorsRouter::new()
        .route("/users", routes![get(list), post(create).layer(middleware::from_fn(teapot))])
        .route("/any", routes![any(list).layer(middleware::from_fn(teapot)), put(create)])
        .into_router();
    check(
        &app,
        &[
            ("the preflight", preflight("POST /users", APP), frontend(APP, "GET, HEAD, POST")),
            ("its own handler", from("POST /users", APP), frontend_readable(418, APP)),
            ("the other one", from("GET /users", APP), frontend_readable(200, APP)),
            ("405 is not its own", from("DELETE /users", APP), frontend_readable(405, APP)),
            ("any", from("DELETE /any", APP), frontend_readable(418, APP)),
            ("not any", from("PUT /any", APP), frontend_readable(201, APP)),
        ],
    )
    .await;
}

#[tokio::test]
async fn layers_of_a_path_and_of_routes() {
    let all = || middleware::from_fn(teapot);
    let app = CorsRouter::new()
        .route("/path", routes![get(list), post(create)].layer(all()))
        .route("/closure", with_policy(Frontend).get(|| async { "" }).layer(all()))
        .merge(CorsRouter::new().route("/routes", routes![get(list)]).route_layer(all()))
        .into_router();
    for path in ["path", "closure", "routes"] {
        let methods = if path == "path" { "GET, HEAD, POST" } else { "GET, HEAD" };
        check(
            &app,
            &[
                (path, preflight(&format!("GET /{path}"), APP), frontend(APP, methods)),
                (path, from(&format!("GET /{path}"), APP), frontend_readable(418, APP)),
                // A request by a method without a handler goes through the layer as well.
                (path, from(&format!("PATCH /{path}"), APP), frontend_readable(418, APP)),
            ],
        )
        .await;
    }
}

#[tokio::test]
async fn routes_added_after_a_layer_are_enforced_too() {
    let app = CorsRouter::new()
        .route("/before", routes![get(list)])
        .layer(middleware::from_fn(teapot))
        .route("/after", routes![get(list)])
        .into_router();
    check(
        &app,
        &[
            ("before", from("GET /before", APP), frontend_readable(418, APP)),
            ("after", from("GET /after", APP), frontend_readable(200, APP)),
            ("after, the preflight", preflight("GET /after", APP), frontend(APP, "GET, HEAD")),
        ],
    )
    .await;
}
