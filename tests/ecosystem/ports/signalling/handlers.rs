//! The library's handlers, and its state.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use axum::{
    Json,
    extract::{Path, State, WebSocketUpgrade},
    http::StatusCode,
    response::Response,
};

/// How many peers have joined each room.
#[derive(Clone, Default)]
pub(super) struct Rooms(Arc<Mutex<BTreeMap<String, usize>>>);

pub(super) async fn health() -> StatusCode {
    StatusCode::OK
}

pub(super) async fn rooms(State(rooms): State<Rooms>) -> Json<BTreeMap<String, usize>> {
    Json(rooms.0.lock().expect("no thread panicked").clone())
}

pub(super) async fn join(State(rooms): State<Rooms>, Path(room): Path<String>, upgrade: WebSocketUpgrade) -> Response {
    *rooms.0.lock().expect("no thread panicked").entry(room).or_default() += 1;
    upgrade.on_upgrade(async |_| {})
}
