//! With `CorsLayer`.

use axum::{
    Json, Router,
    http::{HeaderName, HeaderValue, Method, header},
    routing::get,
};
use tower_http::cors::CorsLayer;
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::handlers::{self, Api};
use crate::ports::todo::Todos;

pub(super) fn app() -> Router {
    let (router, document) = OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(handlers::list, handlers::create))
        .routes(routes!(handlers::search))
        .routes(routes!(handlers::finish, handlers::remove))
        .split_for_parts();
    let cors = CorsLayer::new()
        .allow_origin(HeaderValue::from_static("https://app.example.com"))
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([header::CONTENT_TYPE, HeaderName::from_static("todo-apikey")])
        .allow_credentials(true);
    router.route("/openapi.json", get(Json(document))).layer(cors).with_state(Todos::default())
}
