use axum::{Json, Router, extract::Request, http::StatusCode, middleware::{self, Next}, response::Response, routing::get};
use cors_axum::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], credentials, allow_headers = ["content-type"])]
struct Frontend;

async fn list_users() -> &'static str { "Ada, Alan" }

async fn create_user(Json(name): Json<String>) -> String { format!("Welcome, {name}.") }

async fn health() -> &'static str { "Healthy." }

async fn metrics() -> &'static str { "42" }

async fn require_session(request: Request, next: Next) -> Result<Response, StatusCode> {
    if request.headers().contains_key("cookie") { Ok(next.run(request).await) } else { Err(StatusCode::UNAUTHORIZED) }
}

fn app() -> CorsRouter {
    let router = Router::new()
        .route("/users", get(list_users).post(create_user))
        .route_layer(middleware::from_fn(require_session))
        .route("/health", get(health))
        .route("/metrics", get(metrics));
    CorsRouter::new().merge_with_policy(Frontend, router)
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app()).await
}
