//! The same over a real connection: what the HTTP parser lets through, and what reaches the peer.

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::app::{Runs, routes};

/// Sends the bytes of one request and reads the whole response.
async fn send(request: &[u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its number");
    let app = routes(Runs::default(), |app| app).into_make_service();
    let server = tokio::spawn(async move { axum::serve(listener, app).await });
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    stream.write_all(request).await.expect("sent");
    let mut response = Vec::new();
    stream.read_to_end(&mut response).await.expect("received");
    server.abort();
    String::from_utf8_lossy(&response).to_ascii_lowercase()
}

fn request(head: &str, headers: &[&[u8]]) -> Vec<u8> {
    let mut request = format!("{head} HTTP/1.1\r\nHost: api.example.com\r\nConnection: close\r\n").into_bytes();
    for header in headers {
        request.extend_from_slice(header);
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"\r\n");
    request
}

const APP: &[u8] = b"Origin: https://app.example.com";

#[tokio::test]
async fn a_preflight_is_answered_empty() {
    let asks = b"Access-Control-Request-Method: POST".as_slice();
    let response = send(&request("OPTIONS /users", &[APP, asks])).await;
    assert!(response.starts_with("http/1.1 204 no content\r\n"), "{response}");
    assert!(response.contains("\r\naccess-control-allow-origin: https://app.example.com\r\n"), "{response}");
    assert!(response.ends_with("\r\n\r\n"), "{response}");
}

#[tokio::test]
async fn head_has_the_headers_of_get_and_no_body() {
    let response = send(&request("HEAD /users", &[APP])).await;
    assert!(response.starts_with("http/1.1 200 ok\r\n"), "{response}");
    assert!(response.contains("\r\naccess-control-expose-headers: x-total-count\r\n"), "{response}");
    assert!(response.ends_with("\r\n\r\n"), "{response}");
}

#[tokio::test]
async fn hostile_bytes_are_denied() {
    let asks = b"Access-Control-Request-Method: POST".as_slice();
    let long = [b"Origin: https://".as_slice(), &b"a".repeat(65_536)].concat();
    let commas = [b"Access-Control-Request-Headers: ".as_slice(), &b",".repeat(200_000)].concat();
    for (what, headers) in [
        ("two origins", &[APP, APP, asks][..]),
        ("no text", &[b"Origin: https://\xff\xfe", asks]),
        ("not ASCII", &["Origin: https://b\u{fc}cher.example".as_bytes(), asks]),
        ("empty", &[b"Origin:", asks]),
        ("64 KiB", &[&long, asks]),
        ("commas", &[APP, asks, &commas]),
        ("an unknown method", &[b"Origin: https://evil.test", b"Access-Control-Request-Method: FROBNICATE"]),
    ] {
        let response = send(&request("OPTIONS /users", headers)).await;
        assert!(response.starts_with("http/1.1 403 forbidden\r\n"), "{what}: {response}");
        assert!(!response.contains("\r\naccess-control-"), "{what}: {response}");
    }
}
