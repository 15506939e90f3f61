//! With `CorsLayer`.

use std::time::Duration;

use axum::{
    Router,
    http::{Method, StatusCode, header},
    routing::{get, post},
};
use tower_http::{
    compression::CompressionLayer,
    cors::{Any, CorsLayer},
    services::{ServeDir, ServeFile},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};

use super::handlers::{AppState, Config, compile, crates, create_gist, execute, format, metrics, show_gist, socket};

pub(super) fn app(config: &Config) -> Router {
    let index = ServeFile::new(config.pages.join("index.html"));
    let mut app = Router::new()
        .route("/compile", post(compile))
        .route("/execute", post(execute))
        .route("/format", post(format))
        .route("/meta/crates", get(crates))
        .route("/meta/gists", post(create_gist))
        .route("/meta/gists/{id}", get(show_gist))
        .route("/socket", get(socket))
        .route("/metrics", get(metrics))
        .fallback_service(ServeDir::new(&config.pages).fallback(index));
    if config.is_cors_enabled {
        let cors = CorsLayer::new()
            .allow_origin(Any)
            .allow_headers([header::CONTENT_TYPE])
            .allow_methods([Method::GET, Method::POST])
            .max_age(Duration::from_secs(3600));
        app = app.layer(cors);
    }
    app.layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, Duration::from_secs(10)))
        .layer(TraceLayer::new_for_http())
        .with_state(AppState::new(config))
}
