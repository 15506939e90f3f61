//! Layers inside and outside.

use axum::{
    extract::Request,
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use cors_axum::{CorsRouter, cors, routes, with_policy};
use http::StatusCode;

use crate::{
    app::{Inside, Shared},
    app_axum::{Frontend, app, unauthorized},
    exchange::{APP, ask, bare, check, frontend, frontend_readable, preflight},
};

#[cors(policy = Frontend)]
async fn list() -> &'static str {
    "list"
}

#[cors(policy = Frontend)]
async fn create() -> StatusCode {
    StatusCode::CREATED
}

async fn teapot(_: Request, _: Next) -> Response {
    StatusCode::IM_A_TEAPOT.into_response()
}

/// The one thing that cannot be put right from inside, and that the documentation of `into_router` warns of.
#[tokio::test]
async fn a_layer_added_to_the_finished_router_is_outside() {
    let app = app(Shared::default(), Inside::Nothing).layer(middleware::from_fn(unauthorized));
    check(
        &app,
        &[
            ("a preflight does not get through", preflight("POST /users", APP), bare(401)),
            ("a 401 has no headers", ask("GET /users").from(APP), bare(401)),
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
            ("its own handler", ask("POST /users").from(APP), frontend_readable(418, APP)),
            ("the other one", ask("GET /users").from(APP), frontend_readable(200, APP)),
            ("405 is not its own", ask("DELETE /users").from(APP), frontend_readable(405, APP)),
            ("any", ask("DELETE /any").from(APP), frontend_readable(418, APP)),
            ("not any", ask("PUT /any").from(APP), frontend_readable(201, APP)),
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
                (path, ask(&format!("GET /{path}")).from(APP), frontend_readable(418, APP)),
                // A method that nobody has goes through the layer as well.
                (path, ask(&format!("PATCH /{path}")).from(APP), frontend_readable(418, APP)),
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
            ("before", ask("GET /before").from(APP), frontend_readable(418, APP)),
            ("after", ask("GET /after").from(APP), frontend_readable(200, APP)),
            ("after, the preflight", preflight("GET /after", APP), frontend(APP, "GET, HEAD")),
        ],
    )
    .await;
}
