//! The handlers, and the settings that they read.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};

use axum::{
    Json,
    extract::{Path, State, WebSocketUpgrade},
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use serde::{Deserialize, Serialize};

/// The settings of a deployment.
pub(super) struct Config {
    pub(super) is_cors_enabled: bool,
    pub(super) metrics_token: String,
    /// The folder of the front end.
    pub(super) pages: PathBuf,
}

impl Config {
    pub(super) fn for_tests() -> Self {
        let pages = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("ecosystem/ports/playground/pages");
        Config { is_cors_enabled: true, metrics_token: "secret".to_owned(), pages }
    }
}

#[derive(Clone)]
pub(super) struct AppState {
    metrics_token: Arc<str>,
    gists: Arc<Mutex<Vec<String>>>,
}

impl AppState {
    pub(super) fn new(config: &Config) -> Self {
        AppState { metrics_token: config.metrics_token.as_str().into(), gists: Arc::default() }
    }
}

#[derive(Deserialize)]
pub(super) struct Program {
    code: String,
}

#[derive(Serialize)]
pub(super) struct Output {
    success: bool,
    stdout: String,
}

fn output(stdout: impl Into<String>) -> Json<Output> {
    Json(Output { success: true, stdout: stdout.into() })
}

pub(super) async fn compile(Json(program): Json<Program>) -> Json<Output> {
    output(format!("{} bytes of assembly", program.code.len()))
}

pub(super) async fn execute(Json(program): Json<Program>) -> Json<Output> {
    output(format!("ran {} bytes", program.code.len()))
}

pub(super) async fn format(Json(program): Json<Program>) -> Json<Output> {
    output(program.code.trim())
}

pub(super) async fn crates() -> Json<[&'static str; 2]> {
    Json(["rand", "serde"])
}

pub(super) async fn create_gist(State(state): State<AppState>, Json(program): Json<Program>) -> (StatusCode, String) {
    let mut gists = state.gists.lock().expect("no thread panicked");
    gists.push(program.code);
    (StatusCode::CREATED, gists.len().to_string())
}

pub(super) async fn show_gist(
    State(state): State<AppState>,
    Path(id): Path<usize>,
) -> Result<Json<Output>, StatusCode> {
    let gists = state.gists.lock().expect("no thread panicked");
    id.checked_sub(1).and_then(|index| gists.get(index)).map(output).ok_or(StatusCode::NOT_FOUND)
}

pub(super) async fn socket(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(async |_| {})
}

pub(super) async fn metrics(State(state): State<AppState>, headers: HeaderMap) -> Result<String, StatusCode> {
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    match sent {
        Some(token) if token == &*state.metrics_token => Ok("up 1".to_owned()),
        _ => Err(StatusCode::UNAUTHORIZED),
    }
}
