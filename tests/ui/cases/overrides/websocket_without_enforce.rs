use axum::{extract::WebSocketUpgrade, response::Response};
use cors_axum::cors;

#[cors(origins = ["https://app.example.com"])]
pub struct Frontend;

#[cors(origins = ["https://app.example.com"], enforce)]
pub struct Strict;

#[cors(policy = Frontend)]
async fn chat(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|_| async {})
}

#[cors(policy = Strict)]
async fn fine(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|_| async {})
}

#[cors(policy = Strict, allow(websocket_without_enforce, reason = "other origins are refused"))]
async fn refuses(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|_| async {})
}

fn main() {}
