//! The guide's API on actix-web.

use actix_web::{
    App, Error, HttpRequest, HttpResponse, Responder,
    body::MessageBody,
    delete,
    dev::{ServiceRequest, ServiceResponse},
    error::ErrorUnauthorized,
    get,
    http::header,
    middleware::{Next, from_fn},
    post, rt,
    web::{Json, Payload},
};
use cors_actix::{WithCors, cors, routes};
use cors_tests::driver::{Served, serve_actix};
use serde_json::Value;

use super::policies::policies;

policies!();

#[cors(policy = Frontend)]
#[get("/users")]
async fn list_users() -> impl Responder {
    HttpResponse::Ok().insert_header(("x-total-count", "1")).json(["Ada"])
}

#[cors(policy = Frontend)]
#[post("/users")]
async fn create_user(name: Json<String>) -> impl Responder {
    HttpResponse::Created().json(name.into_inner())
}

#[cors(policy = Admin)]
#[delete("/users")]
async fn delete_users() -> impl Responder {
    HttpResponse::NoContent()
}

#[cors(policy = Public)]
#[get("/health")]
async fn health() -> &'static str {
    "ok"
}

/// One key has asked too often.
#[cors(policy = OpenData)]
#[get("/prices")]
async fn prices(request: HttpRequest) -> HttpResponse {
    let is = |name: &str, value: &str| request.headers().get(name).is_some_and(|sent| sent == value);
    if is("x-api-key", "k-13") {
        let mut response = HttpResponse::TooManyRequests();
        response.content_type(header::ContentType::plaintext()).insert_header((header::RETRY_AFTER, "60"));
        return response.body("Wait a minute.");
    }
    let is_known = is("if-none-match", "\"7\"");
    let mut response = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    response.insert_header(("cache-control", "no-cache"));
    response.insert_header(("etag", "\"7\"")).insert_header(("x-ratelimit-remaining", "99"));
    if is_known { response.finish() } else { response.json([42]) }
}

#[cors(policy = Guarded)]
#[post("/transfer")]
async fn transfer() -> &'static str {
    "transferred"
}

#[cors(policy = Guarded)]
#[get("/chat")]
async fn chat(request: HttpRequest, payload: Payload) -> Result<HttpResponse, Error> {
    let (response, _session, mut messages) = actix_ws::handle(&request, payload)?;
    rt::spawn(async move {
        while let Some(Ok(message)) = messages.recv().await {
            drop(message)
        }
    });
    Ok(response)
}

#[cors(
    origins = ["https://inspector.example"],
    allow_headers = ["content-type"],
    enforce,
    hosts = ["localhost:*", "127.0.0.1:*", "[::1]:*"],
)]
#[post("/mcp")]
async fn mcp(message: Json<Value>) -> Json<Value> {
    message
}

/// Who writes has to be signed in.
async fn require_session<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    if request.method().is_safe() || request.headers().contains_key(header::COOKIE) {
        return next.call(request).await;
    }
    Err(ErrorUnauthorized("Sign in first."))
}

pub(super) fn serve() -> Served {
    let users = || cors_actix::scope("").service(routes![list_users, create_user, delete_users]);
    serve_actix(move || {
        App::new()
            .with_cors()
            .service(routes![health, prices, transfer, chat, mcp])
            .service(users().wrap(from_fn(require_session)))
            .finish()
    })
}
