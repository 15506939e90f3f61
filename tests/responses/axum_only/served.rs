//! `axum::serve`, which takes the router as it is.

use axum::routing;
use cors_axum::{CorsRouter, cors, routes};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

#[cors(origins = ["https://app.example.com"])]
async fn list() -> &'static str {
    "users"
}

async fn exchange(address: std::net::SocketAddr, head: &str) -> String {
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    let request = format!("{head}\r\nhost: api.example.com\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.expect("it is read");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("text");
    answer
}

#[tokio::test]
async fn axum_serves_the_router_itself() {
    let router = CorsRouter::new()
        .route("/users", routes![get(list)])
        .route_without_cors("/plain", routing::get(|| async { "plain" }));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its number");
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    let (allowed, denied) = ("\r\norigin: https://app.example.com", "\r\norigin: https://evil.test");
    // More than one connection: each gets the same router.
    for _ in 0..2 {
        let read = exchange(address, &format!("GET /users HTTP/1.1{allowed}")).await;
        assert!(read.starts_with("HTTP/1.1 200 ") && read.ends_with("users"), "{read}");
        assert!(read.contains("access-control-allow-origin: https://app.example.com\r\n"), "{read}");
        let preflight = format!("OPTIONS /users HTTP/1.1{denied}\r\naccess-control-request-method: GET");
        let refused = exchange(address, &preflight).await;
        assert!(refused.starts_with("HTTP/1.1 403 ") && !refused.contains("access-control-allow"), "{refused}");
        let plain = exchange(address, &format!("GET /plain HTTP/1.1{allowed}")).await;
        assert!(plain.ends_with("plain") && !plain.contains("access-control"), "{plain}");
    }
    server.abort();
}
