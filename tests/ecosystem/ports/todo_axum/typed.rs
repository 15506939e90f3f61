//! With the default policy of a router.

use axum::{Json, Router};
use cors_axum::{CorsRouter, cors, documented, with_policy};
use utoipa::OpenApi;

use super::handlers::{self, Api};
use crate::ports::todo::Todos;

#[cors(origins = ["https://app.example.com"], allow_headers = ["content-type", "todo-apikey"], credentials)]
struct Frontend;

pub(super) fn app() -> Router {
    let (router, document) = CorsRouter::with_default(Frontend)
        .openapi(documented![handlers::list, handlers::search, handlers::create, handlers::finish, handlers::remove])
        .split_for_parts(Api::openapi());
    router.route("/openapi.json", with_policy(Frontend).get(Json(document))).with_state(Todos::default()).into_router()
}
