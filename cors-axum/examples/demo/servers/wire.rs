//! Records the requests and responses of the API.

use axum::{
    extract::{Request, State},
    http::HeaderMap,
    middleware::Next,
    response::Response,
};

use crate::common::{Recorded, Wire};

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
    let response = next.run(request).await;
    let status = (response.status().as_u16(), response.status().canonical_reason());
    let reached_application = response.extensions().get::<Reached>().is_some();
    wire.push(recorded, status, &lines(response.headers()), reached_application);
    response
}

fn lines(headers: &HeaderMap) -> Vec<(&str, &[u8])> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect()
}
