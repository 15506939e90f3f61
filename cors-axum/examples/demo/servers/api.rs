//! The API. The annotations of the handlers are all that concerns CORS here.

use axum::{
    Form, Json,
    extract::{FromRef, Path, State},
    http::{HeaderMap, StatusCode, header::SET_COOKIE},
    middleware,
    response::IntoResponse,
};
use cors_axum::{CorsRouter, cors, routes};

use super::{
    session::{cookie, require_session},
    wire,
};
use crate::common::{NewUser, Sessions, User, Users};

/// Our own pages: one policy, used by many handlers.
#[cors(
    origins = ["https://app.example.com"],
    // Not in a release build.
    dev_origins = ["http://localhost:*"],
    credentials,
    allow_headers = ["content-type"],
    expose_headers = ["x-total-count"],
    // So that every click shows its preflight. A real service lets browsers remember the answer: "2h".
    max_age = 0,
)]
struct Frontend;

#[cors(policy = Frontend)]
async fn list_users(State(users): State<Users>) -> impl IntoResponse {
    let users = users.all();
    ([("x-total-count", users.len().to_string())], Json(users))
}

#[cors(policy = Frontend)]
async fn create_user(State(users): State<Users>, Json(new): Json<NewUser>) -> impl IntoResponse {
    (StatusCode::CREATED, Json(users.add(new)))
}

#[cors(policy = Frontend)]
async fn show_user(State(users): State<Users>, Path(id): Path<u32>) -> Result<Json<User>, StatusCode> {
    users.all().into_iter().find(|user| user.id == id).map(Json).ok_or(StatusCode::NOT_FOUND)
}

#[cors(origins = ["https://admin.example.com"], credentials)]
async fn delete_user(State(users): State<Users>, Path(id): Path<u32>) -> StatusCode {
    if users.remove(id) { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }
}

#[cors(policy = Frontend)]
async fn sign_in(State(sessions): State<Sessions>, Json(who): Json<NewUser>) -> impl IntoResponse {
    ([(SET_COOKIE, sessions.open())], format!("Signed in as {}.", who.name))
}

#[cors(policy = Frontend)]
async fn sign_out(State(sessions): State<Sessions>, headers: HeaderMap) -> impl IntoResponse {
    ([(SET_COOKIE, sessions.close(cookie(&headers)))], "Signed out.")
}

/// Takes what a web form can send, and needs no session. Without `enforce` or the acknowledgement it would not compile.
#[cors(
    policy = Frontend,
    allow(forgeable, reason = "the demo shows that CORS does not stop a form of another origin"),
)]
async fn sign_up(State(users): State<Users>, Form(new): Form<NewUser>) -> impl IntoResponse {
    (StatusCode::CREATED, users.welcome(new))
}

#[cors(policy = Frontend, enforce)]
async fn sign_up_enforced(State(users): State<Users>, Form(new): Form<NewUser>) -> impl IntoResponse {
    (StatusCode::CREATED, users.welcome(new))
}

#[cors(origins = "*")]
async fn health() -> &'static str {
    "Healthy."
}

pub(crate) fn router() -> CorsRouter {
    let api = Api::default();
    CorsRouter::new()
        .route("/users", routes![get(list_users), post(create_user)])
        .route("/users/{id}", routes![get(show_user), delete(delete_user)])
        // Inside CORS: preflights, which carry no cookies, are answered before it, and pages can read its 401s.
        .layer(middleware::from_fn_with_state(api.sessions.clone(), require_session))
        .route("/session", routes![post(sign_in), delete(sign_out)])
        .route("/sign-up", routes![post(sign_up)])
        .route("/sign-up/enforced", routes![post(sign_up_enforced)])
        .route("/health", routes![get(health)])
        .layer(middleware::map_response(wire::mark_reached))
        .with_state(api)
        // `CORS_INVENTORY=inventory.json cargo run -p cors-axum --example demo` writes the policies of all routes.
        .export_inventory()
        // In debug builds: the policies, explanations and decisions in the browser.
        .panel("/_cors")
}

#[derive(Clone, Default, FromRef)]
struct Api {
    users: Users,
    sessions: Sessions,
}
