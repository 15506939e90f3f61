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
    serve(OF_PAGE, origins, wire)
}

/// The page whose origin the API does not allow.
pub(super) fn stranger(origins: &Origins, wire: Wire) -> Router {
    serve(OF_STRANGER, origins, wire)
}

/// Serves the files of a page, the origins and the record.
fn serve(own: &[File], origins: &Origins, wire: Wire) -> Router {
    let origins = origins.clone();
    // The pages show the annotations from the source itself, not from a copy.
    let source = File { path: "/api.rs", content_type: TEXT, text: include_str!("api.rs") };
    let data = Router::new()
        .route("/origins.json", get(async || Json(origins)))
        .route("/wire/{since}", get(exchanges).with_state(wire));
    own.iter().chain(OF_BOTH).chain([&source]).fold(data, |router, &File { path, content_type, text }| {
        router.route(path, get(move || async move { ([(CONTENT_TYPE, content_type)], text) }))
    })
}

async fn exchanges(State(wire): State<Wire>, Path(since): Path<u64>) -> impl IntoResponse {
    Json(wire.since(since))
}
