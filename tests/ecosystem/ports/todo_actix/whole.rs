//! With one policy for the finished application.

use std::future::ready;

use actix_web::{
    App, Error, HttpRequest, HttpResponse, Responder,
    body::MessageBody,
    delete,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    get, post, put, web,
    web::{Data, Json, Path},
};
use cors_actix::{WithCors, cors};
use utoipa::OpenApi;
use utoipa_actix_web::AppExt;

use crate::ports::todo::{KEY, Todo, Todos};

#[cors(origins = ["https://app.example.com"], allow_headers = ["content-type", "todo-apikey"], credentials)]
struct Frontend;

#[derive(OpenApi)]
#[openapi(info(title = "Todo", version = "1.0.0"))]
struct Api;

#[utoipa::path(responses((status = 200, body = [Todo])))]
#[get("/todos")]
async fn list(todos: Data<Todos>) -> impl Responder {
    Json(todos.matching(""))
}

#[utoipa::path(responses((status = 200, body = [Todo])))]
#[get("/todos/search/{text}")]
async fn search(todos: Data<Todos>, text: Path<String>) -> impl Responder {
    Json(todos.matching(&text))
}

#[utoipa::path(responses((status = 201), (status = 409)))]
#[post("/todos")]
async fn create(todos: Data<Todos>, todo: Json<Todo>) -> impl Responder {
    if todos.add(todo.into_inner()) { HttpResponse::Created() } else { HttpResponse::Conflict() }
}

#[utoipa::path(responses((status = 204), (status = 401), (status = 404)))]
#[put("/todos/{id}")]
async fn finish(todos: Data<Todos>, id: Path<u32>, request: HttpRequest) -> impl Responder {
    changed(&request, || todos.finish(*id))
}

#[utoipa::path(responses((status = 204), (status = 401), (status = 404)))]
#[delete("/todos/{id}")]
async fn remove(todos: Data<Todos>, id: Path<u32>, request: HttpRequest) -> impl Responder {
    changed(&request, || todos.remove(*id))
}

fn changed(request: &HttpRequest, change: impl FnOnce() -> bool) -> HttpResponse {
    match request.headers().get("todo-apikey") {
        Some(key) if key == KEY && change() => HttpResponse::NoContent().finish(),
        Some(key) if key == KEY => HttpResponse::NotFound().finish(),
        _ => HttpResponse::Unauthorized().finish(),
    }
}

pub(super) fn app(
    todos: Todos,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let (app, document) = App::new()
        .into_utoipa_app()
        .openapi(Api::openapi())
        .app_data(Data::new(todos))
        .service(list)
        .service(search)
        .service(create)
        .service(finish)
        .service(remove)
        .split_for_parts();
    app.service(web::resource("/openapi.json").get(move || ready(Json(document.clone())))).with_cors_policy(Frontend)
}
