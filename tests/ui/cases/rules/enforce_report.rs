use axum::{extract::WebSocketUpgrade, response::Response};
use cors_axum::cors;

#[cors(origins = ["https://app.example.com"], enforce = report)]
async fn unquoted() {}

#[cors(origins = ["https://app.example.com"], enforce = "reports")]
async fn misspelt() {}

#[cors(origins = ["https://app.example.com"], enforce = "log")]
async fn other() {}

#[cors(origins = ["https://app.example.com"], enforce = true)]
async fn on() {}

#[cors(origins = ["https://app.example.com"], enforce(report))]
async fn called() {}

#[cors(origins = "*", enforce = "report")]
async fn for_every_origin() {}

// It refuses no handshake.
#[cors(origins = ["https://app.example.com"], credentials, enforce = "report")]
async fn chat(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|_| async {})
}

fn main() {}
