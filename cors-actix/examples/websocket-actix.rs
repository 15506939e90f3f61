//! A WebSocket that pages of other origins cannot open: `cargo run -p cors-actix --example websocket-actix`.
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

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer, get, rt,
    web::{Html, Payload},
};
use actix_ws::{AggregatedMessage, AggregatedMessageStream, Session};
use cors_actix::{WithCors, cors, routes};

/// For our front end and pages of this server. Without `enforce` this does not compile.
#[cors(origins = ["https://app.example.com"], credentials, enforce)]
#[get("/echo")]
async fn echo(request: HttpRequest, payload: Payload) -> Result<HttpResponse, actix_web::Error> {
    let (response, session, messages) = actix_ws::handle(&request, payload)?;
    rt::spawn(converse(session, messages.aggregate_continuations().max_continuation_size(64 << 10)));
    Ok(response)
}

async fn converse(mut session: Session, mut messages: AggregatedMessageStream) {
    while let Some(Ok(message)) = messages.recv().await {
        let sent = match message {
            AggregatedMessage::Text(text) => session.text(text).await,
            AggregatedMessage::Binary(bytes) => session.binary(bytes).await,
            AggregatedMessage::Ping(bytes) => session.pong(&bytes).await,
            AggregatedMessage::Pong(_) => Ok(()),
            AggregatedMessage::Close(_) => break,
        };
        if sent.is_err() {
            return;
        }
    }
    // Fails if the client has disconnected already.
    let _ = session.close(None).await;
}

#[get("/")]
async fn page() -> Html {
    Html::new(include_str!("../../demo/websocket.html"))
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let app = || App::new().with_cors().service(routes![echo]).service_without_cors(page).finish();
    let port: u16 = env::var("PORT").map_or(Ok(3000), |port| port.parse())?;
    let server = HttpServer::new(app).bind(("127.0.0.1", port))?;
    println!("Listening on http://{}", server.addrs().first().ok_or("no address")?);
    server.run().await?;
    Ok(())
}
