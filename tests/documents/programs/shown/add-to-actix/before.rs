use actix_web::{App, Error, HttpServer, body::{BoxBody, MessageBody}, error::ErrorUnauthorized, get, post};
use actix_web::{dev::{ServiceFactory, ServiceRequest, ServiceResponse}, middleware::{Next, from_fn}, web};

#[get("")]
async fn list_users() -> &'static str { "Ada, Alan" }

#[post("")]
async fn create_user(name: web::Json<String>) -> String { format!("Welcome, {name}.") }

#[get("/health")]
async fn health() -> &'static str { "Healthy." }

#[get("/metrics")]
async fn metrics() -> &'static str { "42" }

async fn require_session(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, Error> {
    if request.headers().contains_key("cookie") { next.call(request).await } else { Err(ErrorUnauthorized("Sign in.")) }
}

fn app() -> App<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<impl MessageBody>, Error = Error, InitError = ()>,
> {
    let users = web::scope("/users").service(list_users).service(create_user).wrap(from_fn(require_session));
    App::new().service(users).service(health).service(metrics)
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(app).bind(("127.0.0.1", 3000))?.run().await
}
