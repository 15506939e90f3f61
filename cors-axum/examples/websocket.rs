//! A WebSocket that pages of other origins cannot open: `cargo run -p cors-axum --example websocket`.
//!
//! Open <http://localhost:3000>. The page has the server's own origin, and its first button gets an echo. The second button opens the
//! same WebSocket under the name `127.0.0.1`, for which the page is another origin, and is refused. On <http://127.0.0.1:3000> it is
//! the other way round. In the console of any other page (the browser may ask whether the page may reach this device)
//!
//! ```js
//! new WebSocket("ws://localhost:3000/echo").onerror = () => console.log("refused")
//! ```
//!
//! is refused too. Without a browser, a handshake that is refused with 403, and one that is accepted:
//!
//! ```console
//! $ curl -i http://localhost:3000/echo -H 'Connection: Upgrade' -H 'Upgrade: websocket' \
//!     -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==' -H 'Origin: https://evil.example'
//! $ curl -i http://localhost:3000/echo -H 'Connection: Upgrade' -H 'Upgrade: websocket' \
//!     -H 'Sec-WebSocket-Version: 13' -H 'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==' -H 'Origin: https://app.example.com'
//! ```

use std::{env, error::Error};

use axum::{
    extract::ws::{Message, WebSocket, WebSocketUpgrade},
    response::{Html, Response},
    routing::get,
};
use cors_axum::{CorsRouter, cors, routes};
use tokio::net::TcpListener;

/// For our front end and pages of this server. Without `enforce` this does not compile.
#[cors(origins = ["https://app.example.com"], credentials, enforce)]
async fn echo(upgrade: WebSocketUpgrade) -> Response {
    upgrade.max_message_size(64 << 10).on_upgrade(converse)
}

async fn converse(mut socket: WebSocket) {
    while let Some(Ok(message)) = socket.recv().await {
        // axum itself answers a ping and a close.
        let is_said = matches!(message, Message::Text(_) | Message::Binary(_));
        if is_said && socket.send(message).await.is_err() {
            return;
        }
    }
}

async fn page() -> Html<&'static str> {
    Html(include_str!("../../demo/websocket.html"))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let app = CorsRouter::new().route("/echo", routes![get(echo)]).route_without_cors("/", get(page));
    let port: u16 = env::var("PORT").map_or(Ok(3000), |port| port.parse())?;
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    println!("Listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app.into_make_service()).await?;
    Ok(())
}
