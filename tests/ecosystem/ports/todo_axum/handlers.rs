//! The handlers, with their documentation.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
};
use utoipa::OpenApi;

use crate::ports::todo::{KEY, Todo, Todos};

#[derive(OpenApi)]
#[openapi(info(title = "Todo", version = "1.0.0"))]
pub(super) struct Api;

#[utoipa::path(get, path = "/todos", responses((status = 200, body = [Todo])))]
pub(super) async fn list(State(todos): State<Todos>) -> Json<Vec<Todo>> {
    Json(todos.matching(""))
}

#[utoipa::path(get, path = "/todos/search/{text}", params(("text" = String, Path)), responses((status = 200, body = [Todo])))]
pub(super) async fn search(State(todos): State<Todos>, Path(text): Path<String>) -> Json<Vec<Todo>> {
    Json(todos.matching(&text))
}

#[utoipa::path(post, path = "/todos", request_body = Todo, responses((status = 201), (status = 409)))]
pub(super) async fn create(State(todos): State<Todos>, Json(todo): Json<Todo>) -> StatusCode {
    if todos.add(todo) { StatusCode::CREATED } else { StatusCode::CONFLICT }
}

#[utoipa::path(put, path = "/todos/{id}", params(("id" = u32, Path)), responses((status = 204), (status = 401), (status = 404)))]
pub(super) async fn finish(State(todos): State<Todos>, Path(id): Path<u32>, headers: HeaderMap) -> StatusCode {
    changed(&headers, || todos.finish(id))
}

#[utoipa::path(delete, path = "/todos/{id}", params(("id" = u32, Path)), responses((status = 204), (status = 401), (status = 404)))]
pub(super) async fn remove(State(todos): State<Todos>, Path(id): Path<u32>, headers: HeaderMap) -> StatusCode {
    changed(&headers, || todos.remove(id))
}

fn changed(headers: &HeaderMap, change: impl FnOnce() -> bool) -> StatusCode {
    match headers.get("todo-apikey") {
        Some(key) if key == KEY && change() => StatusCode::NO_CONTENT,
        Some(key) if key == KEY => StatusCode::NOT_FOUND,
        _ => StatusCode::UNAUTHORIZED,
    }
}
