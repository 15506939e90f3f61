//! The two pages. Their servers need no CORS: a page may always read from its own origin.

use axum::{
    Json, Router,
    extract::{Path, State},
    http::header::CONTENT_TYPE,
    response::IntoResponse,
    routing::get,
};

use crate::common::{File, OF_BOTH, OF_PAGE, OF_STRANGER, Origins, TEXT, Wire};

/// The page whose origin the API allows.
pub(super) fn page(origins: &Origins, wire: Wire) -> Router {
    // The page shows the annotations from the source itself, not from a copy.
    let source = File { path: "/api.rs", content_type: TEXT, text: include_str!("api.rs") };
    files(OF_PAGE.iter().chain([&source]), origins).route("/wire/{since}", get(exchanges).with_state(wire))
}

/// The page whose origin the API does not allow.
pub(super) fn stranger(origins: &Origins) -> Router {
    files(OF_STRANGER.iter(), origins)
}

fn files<'f>(own: impl Iterator<Item = &'f File>, origins: &Origins) -> Router {
    let origins = origins.clone();
    own.chain(OF_BOTH).fold(
        Router::new().route("/origins.json", get(async || Json(origins))),
        |router, &File { path, content_type, text }| {
            router.route(path, get(move || async move { ([(CONTENT_TYPE, content_type)], text) }))
        },
    )
}

async fn exchanges(State(wire): State<Wire>, Path(since): Path<u64>) -> impl IntoResponse {
    Json(wire.since(since))
}
