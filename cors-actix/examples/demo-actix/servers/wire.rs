//! Records the requests and responses of the API.

use actix_web::{
    Error,
    body::{BodySize, BoxBody, MessageBody, to_bytes},
    dev::{ServiceRequest, ServiceResponse},
    http::header::HeaderMap,
    middleware::Next,
    web::{Bytes, Data},
};

use crate::common::{LONGEST_BODY, Recorded, Response, Wire};

/// Set on every response of the application.
struct Reached;

/// Inside CORS: marks the responses of the application.
pub(super) async fn mark_reached<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let mut response = next.call(request).await?;
    response.response_mut().extensions_mut().insert(Reached);
    Ok(response)
}

/// Outside CORS: records requests and responses.
pub(super) async fn record<B: MessageBody + 'static>(
    wire: Data<Wire>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse, Error> {
    let recorded = Recorded::request(request.method().as_str(), request.path(), &lines(request.headers()));
    let (request, response) = next.call(request).await?.into_parts();
    let (response, body) = response.into_parts();
    let (body, text) = read(body).await;
    wire.push(
        recorded,
        Response {
            status: response.status().as_u16(),
            status_text: response.status().canonical_reason(),
            headers: &lines(response.headers()),
            body: &text,
            reached_application: response.extensions().contains::<Reached>(),
        },
    );
    Ok(ServiceResponse::new(request, response.set_body(body)))
}

/// Reads a body, if it is short.
async fn read<B: MessageBody + 'static>(body: B) -> (BoxBody, Bytes) {
    match body.size() {
        BodySize::Sized(1..=LONGEST_BODY) => {
            let text = to_bytes(body).await.unwrap_or_default();
            (BoxBody::new(text.clone()), text)
        }
        _ => (BoxBody::new(body), Bytes::new()),
    }
}

fn lines(headers: &HeaderMap) -> Vec<(&str, &[u8])> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect()
}
