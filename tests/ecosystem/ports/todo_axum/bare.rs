//! Without CORS.

use axum::{Json, Router, routing::get};
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::handlers::{self, Api};
use crate::ports::todo::Todos;

#[expect(dead_code, reason = "what the others are compared with")]
pub(super) fn app() -> Router {
    let (router, document) = OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(handlers::list, handlers::create))
        .routes(routes!(handlers::search))
        .routes(routes!(handlers::finish, handlers::remove))
        .split_for_parts();
    router.route("/openapi.json", get(Json(document))).with_state(Todos::default())
}
