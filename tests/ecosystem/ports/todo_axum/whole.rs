//! With one policy for the finished router.

use axum::{Json, Router, routing::get};
use cors_axum::{CorsRouter, cors};
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::handlers::{self, Api};
use crate::ports::todo::Todos;

#[cors(
    origins = ["https://app.example.com"],
    methods = [GET, POST, PUT, DELETE],
    allow_headers = ["content-type", "todo-apikey"],
    credentials,
)]
struct Frontend;

pub(super) fn app() -> Router {
    let (router, document) = OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(handlers::list, handlers::create))
        .routes(routes!(handlers::search))
        .routes(routes!(handlers::finish, handlers::remove))
        .split_for_parts();
    let router = router.route("/openapi.json", get(Json(document))).with_state(Todos::default());
    CorsRouter::new().merge_with_policy(Frontend, router).into_router()
}
