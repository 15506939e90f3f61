use axum::{Json, extract::Request, http::StatusCode, middleware::{self, Next}, response::Response, routing::get};
use cors_axum::{CorsRouter, cors, routes};

#[cors(origins = ["https://app.example.com"], credentials, allow_headers = ["content-type"])]
struct Frontend;

async fn list_users() -> &'static str { "Ada, Alan" }

#[cors(policy = Frontend, enforce)]
async fn create_user(Json(name): Json<String>) -> String { format!("Welcome, {name}.") }

#[cors(origins = "*")]
async fn health() -> &'static str { "Healthy." }

async fn metrics() -> &'static str { "42" }

async fn not_found() -> StatusCode { StatusCode::NOT_FOUND }

async fn require_session(request: Request, next: Next) -> Result<Response, StatusCode> {
    if request.headers().contains_key("cookie") { Ok(next.run(request).await) } else { Err(StatusCode::UNAUTHORIZED) }
}

fn app() -> CorsRouter<(), Frontend> {
    CorsRouter::with_default(Frontend)
        .route("/users", routes![get(list_users), post(create_user)])
        .route_layer(middleware::from_fn(require_session))
        .route("/health", routes![get(health)])
        .route_without_cors("/metrics", get(metrics))
        .fallback(routes![any(not_found)])
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app()).await
}
