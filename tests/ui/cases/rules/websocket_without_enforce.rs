use axum::{extract::WebSocketUpgrade, response::Response};
use cors_axum::cors;

#[cors(origins = ["https://app.example.com"], credentials)]
async fn chat(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|_| async {})
}

#[cors(same_origin)]
async fn internal(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|_| async {})
}

#[cors(origins = "*")]
async fn prices(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|_| async {})
}

#[cors(
    origins = ["https://app.example.com"],
    enforce,
    allow(websocket_without_enforce, reason = "other origins are refused"),
)]
async fn refuses(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|_| async {})
}

fn main() {}
