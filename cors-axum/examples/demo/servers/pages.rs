//! The two pages. Their servers know nothing of CORS: a page reads from its own origin without being let in.

use axum::{
    Json, Router,
    extract::{Path, State},
    http::header::CONTENT_TYPE,
    response::IntoResponse,
    routing::{MethodRouter, get},
};

use super::{
    Origins,
    wire::{Exchange, Wire},
};

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// The page that the API lets in.
pub(super) fn page(origins: &Origins, wire: Wire) -> Router {
    shared(origins)
        .route("/", file(HTML, include_str!("../page/index.html")))
        .route("/page.js", file(SCRIPT, include_str!("../page/page.js")))
        .route("/card.js", file(SCRIPT, include_str!("../page/card.js")))
        .route("/explain.js", file(SCRIPT, include_str!("../page/explain.js")))
        // So that the page can show the annotations that are in force, instead of a copy.
        .route("/api.rs", file(TEXT, include_str!("api.rs")))
        .route("/wire/{since}", get(exchanges).with_state(wire))
}

/// The page that the API does not let in.
pub(super) fn stranger(origins: &Origins) -> Router {
    shared(origins)
        .route("/", file(HTML, include_str!("../stranger/index.html")))
        .route("/stranger.js", file(SCRIPT, include_str!("../stranger/stranger.js")))
}

/// What both pages have: they send the very same requests.
fn shared(origins: &Origins) -> Router {
    let origins = origins.clone();
    Router::new()
        .route("/actions.js", file(SCRIPT, include_str!("../page/actions.js")))
        .route("/style.css", file(STYLE, include_str!("../page/style.css")))
        .route("/origins.json", get(async || Json(origins)))
}

fn file(content_type: &'static str, text: &'static str) -> MethodRouter {
    get(move || async move { ([(CONTENT_TYPE, content_type)], text) })
}

async fn exchanges(State(wire): State<Wire>, Path(since): Path<u64>) -> impl IntoResponse {
    Json::<Vec<Exchange>>(wire.since(since))
}
