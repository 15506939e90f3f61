//! With one policy for the finished router.

use std::time::Duration;

use axum::{
    Router,
    http::StatusCode,
    routing::{get, post},
};
use cors_axum::{CorsRouter, cors};
use tower_http::{
    compression::CompressionLayer,
    services::{ServeDir, ServeFile},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};

use super::handlers::{AppState, Config, compile, crates, create_gist, execute, format, metrics, show_gist, socket};

#[cors(origins = "*", allow_headers = ["content-type"], methods = [GET, POST], max_age = "1h")]
struct AnyPage;

pub(super) fn app(config: &Config) -> Router {
    let index = ServeFile::new(config.pages.join("index.html"));
    let app = Router::new()
        .route("/compile", post(compile))
        .route("/execute", post(execute))
        .route("/format", post(format))
        .route("/meta/crates", get(crates))
        .route("/meta/gists", post(create_gist))
        .route("/meta/gists/{id}", get(show_gist))
        .route("/socket", get(socket))
        .route("/metrics", get(metrics))
        .fallback_service(ServeDir::new(&config.pages).fallback(index));
    let app = CorsRouter::new().merge_with_policy(AnyPage, app).enabled(config.is_cors_enabled);
    app.layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(10)))
        .layer(TraceLayer::new_for_http())
        .with_state(AppState::new(config))
        .into_router()
}
