//! With a policy for each route: the default of the router.

use std::time::Duration;

use axum::{Router, http::StatusCode, routing::get};
use cors_axum::{CorsRouter, cors, routes, with_policy};
use tower_http::{
    compression::CompressionLayer,
    services::{ServeDir, ServeFile},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};

use super::handlers::{AppState, Config, compile, crates, create_gist, execute, format, metrics, show_gist, socket};

#[cors(origins = "*", allow_headers = ["content-type"], max_age = "1h")]
struct AnyPage;

#[cors(policy = AnyPage, methods = [GET])]
struct Files;

pub(super) fn app(config: &Config) -> Router {
    let index = ServeFile::new(config.pages.join("index.html"));
    let app = CorsRouter::with_default(AnyPage)
        .route("/compile", routes![post(compile)])
        .route("/execute", routes![post(execute)])
        .route("/format", routes![post(format)])
        .route("/meta/crates", routes![get(crates)])
        .route("/meta/gists", routes![post(create_gist)])
        .route("/meta/gists/{id}", routes![get(show_gist)])
        .route("/socket", routes![get(socket)])
        .route_without_cors("/metrics", get(metrics))
        .fallback(with_policy(Files).any_service(ServeDir::new(&config.pages).fallback(index)))
        .enabled(config.is_cors_enabled);
    app.layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(10)))
        .layer(TraceLayer::new_for_http())
        .with_state(AppState::new(config))
        .into_router()
}
