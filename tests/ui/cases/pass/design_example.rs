//! A service with sessions, as the design shows it.

use axum::{Json, extract::State, middleware, response::Response};
use cors_axum::{CorsRouter, cors, routes};

#[derive(serde::Serialize)]
struct User {
    name: String,
}

#[derive(serde::Deserialize)]
struct NewUser {
    name: String,
}

#[derive(Clone)]
struct Database;

/// One named policy, used by many handlers.
#[cors(
    origins = ["https://app.example.com", "https://*.partner.example"],
    dev_origins = ["http://localhost:5173"],
    credentials,
    allow_headers = ["content-type", "authorization"],
    expose_headers = ["x-total-count"],
    max_age = "2h",
)]
pub struct Frontend;

#[cors(policy = Frontend)]
async fn list_users(State(_): State<Database>) -> Json<Vec<User>> {
    Json(Vec::new())
}

#[cors(origins = ["https://admin.example.com"], credentials, allow_headers = ["content-type"])]
async fn create_user(Json(user): Json<NewUser>) -> Json<User> {
    Json(User { name: user.name })
}

#[cors(origins = "*")]
async fn health() -> &'static str {
    "ok"
}

async fn require_session(request: axum::extract::Request, next: middleware::Next) -> Response {
    next.run(request).await
}

fn main() {
    let _ = CorsRouter::new()
        .route("/users", routes![get(list_users), post(create_user)])
        .route("/health", routes![get(health)])
        .layer(middleware::from_fn(require_session))
        .with_state(Database)
        .into_make_service();
}
