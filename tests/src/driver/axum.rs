//! axum: behind a socket, or called directly.

use axum::{Router, body::Body};
use http::{Request, Response};
use http_body_util::BodyExt;
use tokio::net::TcpListener;
use tower::ServiceExt;

use super::{Driver, Served};
use crate::frameworks::Framework;

/// Serves a router until the answer is dropped.
pub async fn serve_axum(router: Router) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("its number");
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    Served::new(address, Framework::Axum, move || server.abort())
}

/// Without a socket, for requests that no HTTP parser accepts, and for tests of many routers.
impl Driver for Router {
    async fn send(&self, request: Request<&'static str>) -> Response<Vec<u8>> {
        let response = self.clone().oneshot(request.map(Body::from)).await.expect("infallible");
        let (head, body) = response.into_parts();
        let body = body.collect().await.expect("a body").to_bytes();
        Response::from_parts(head, body.into())
    }

    fn framework(&self) -> Framework {
        Framework::Axum
    }
}
