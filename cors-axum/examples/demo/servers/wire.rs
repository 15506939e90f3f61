//! Records the requests and responses of the API.

use axum::{
    body::{Body, Bytes, HttpBody, to_bytes},
    extract::{Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};

use crate::common::{self, LONGEST_BODY, Recorded, Wire};

/// Set on every response of the application.
#[derive(Clone)]
struct Reached;

/// Inside CORS: marks the responses of the application.
pub(super) async fn mark_reached(mut response: Response) -> Response {
    response.extensions_mut().insert(Reached);
    response
}

/// Outside CORS: records requests and responses.
pub(super) async fn record(State(wire): State<Wire>, request: Request, next: Next) -> Response {
    let recorded = Recorded::request(request.method().as_str(), request.uri().path(), &lines(request.headers()));
    let (response, body) = read(next.run(request).await).await;
    wire.push(
        recorded,
        common::Response {
            status: response.status().as_u16(),
            status_text: response.status().canonical_reason(),
            headers: &lines(response.headers()),
            body: &body,
            reached_application: response.extensions().get::<Reached>().is_some(),
        },
    );
    response
}

/// Reads the body of a response, if it is short.
async fn read(response: Response) -> (Response, Bytes) {
    let is_short = response.body().size_hint().exact().is_some_and(|length| length <= LONGEST_BODY);
    if !is_short {
        return (response, Bytes::new());
    }
    let (head, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    (Response::from_parts(head, Body::from(body.clone())), body)
}

fn lines(headers: &HeaderMap) -> Vec<(&str, &[u8])> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect()
}
