use actix_web::{App, Error, HttpResponse, HttpServer, body::{BoxBody, MessageBody}, error::ErrorUnauthorized, get, post};
use actix_web::{dev::{ServiceFactory, ServiceRequest, ServiceResponse}, middleware::{Next, from_fn}, web};
use cors_actix::{WithCors, cors, routes, scope};

#[cors(origins = ["https://app.example.com"], credentials, allow_headers = ["content-type"])]
struct Frontend;

#[cors]
#[get("")]
async fn list_users() -> &'static str { "Ada, Alan" }

#[cors(policy = Frontend, enforce)]
#[post("")]
async fn create_user(name: web::Json<String>) -> String { format!("Welcome, {name}.") }

#[cors(origins = "*")]
#[get("/health")]
async fn health() -> &'static str { "Healthy." }

#[get("/metrics")]
async fn metrics() -> &'static str { "42" }

async fn not_found() -> HttpResponse { HttpResponse::NotFound().finish() }

async fn require_session(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, Error> {
    if request.headers().contains_key("cookie") { next.call(request).await } else { Err(ErrorUnauthorized("Sign in.")) }
}

fn app() -> App<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<impl MessageBody>, Error = Error, InitError = ()>,
> {
    let users = scope("/users").with_default(Frontend).service(routes![list_users, create_user]);
    App::new()
        .with_cors()
        .with_default(Frontend)
        .service(users.wrap(from_fn(require_session)))
        .service(routes![health])
        .service_without_cors(metrics)
        .default_service(routes![any(not_found)])
        .finish()
}

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    HttpServer::new(app).bind(("127.0.0.1", 3000))?.run().await
}
