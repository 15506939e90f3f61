use axum::{extract::WebSocketUpgrade, response::Response};
use cors_axum::cors;

#[cors(origins = ["https://app.example.com"], credentials, enforce)]
pub struct Strict;

#[cors(policy = Strict, enforce = "report")]
pub struct Reported;

// The override refuses no handshake.
#[cors(policy = Strict, enforce = "report")]
async fn chat(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|_| async {})
}

#[cors(policy = Reported)]
async fn inherited(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|_| async {})
}

#[cors(policy = Reported, enforce)]
async fn fine(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|_| async {})
}

#[cors(origins = "*")]
pub struct Public;

#[cors(policy = Public, enforce = "report")]
async fn for_every_origin() {}

#[cors(policy = Public, hosts = ["api.example.com"])]
async fn also_fine() {}

fn main() {}
