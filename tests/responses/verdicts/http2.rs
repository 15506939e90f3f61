//! Hosts over HTTP/2, where `:authority` takes the place of `Host`.

use cors_tests::driver::Served;
use http::{Request, Version};
use http_body_util::Empty;
use hyper::{body::Bytes, client::conn::http2::handshake};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;

async fn check(app: Served) {
    let stream = TcpStream::connect(app.address()).await.expect("a connection");
    let (mut sender, connection) =
        handshake::<_, _, Empty<Bytes>>(TokioExecutor::new(), TokioIo::new(stream)).await.expect("HTTP/2");
    let connection = tokio::spawn(connection);
    for (authority, header, status) in [
        ("api.example.com", None, 200),
        ("localhost:3000", None, 200),
        ("rebound.example", None, 403),
        ("rebound.example:443", Some("api.example.com"), 403),
        ("api.example.com", Some("rebound.example"), 200),
    ] {
        for path in ["/local", "/plain"] {
            let mut request = Request::builder().version(Version::HTTP_2).uri(format!("http://{authority}{path}"));
            if let Some(host) = header {
                request = request.header("host", host);
            }
            let response =
                sender.send_request(request.body(Empty::new()).expect("a request")).await.expect("an answer");
            assert_eq!(response.version(), Version::HTTP_2);
            let expected = if path == "/local" { status } else { 200 };
            assert_eq!(response.status().as_u16(), expected, "{authority} {header:?} {path}");
        }
    }
    connection.abort();
}

#[tokio::test]
async fn axum() {
    check(super::on_axum::hosts().await.0).await;
}

#[tokio::test]
async fn actix() {
    check(super::on_actix::hosts().await.0).await;
}
