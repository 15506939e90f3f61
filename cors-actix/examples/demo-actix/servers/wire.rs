//! Records the requests and responses of the API.

use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::HeaderMap,
    middleware::Next,
    web::Data,
};

use crate::common::{Recorded, Wire};

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
pub(super) async fn record<B: MessageBody>(
    wire: Data<Wire>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let recorded = Recorded::request(request.method().as_str(), request.path(), &lines(request.headers()));
    let response = next.call(request).await?;
    let status = (response.status().as_u16(), response.status().canonical_reason());
    let reached_application = response.response().extensions().contains::<Reached>();
    wire.push(recorded, status, &lines(response.headers()), reached_application);
    Ok(response)
}

fn lines(headers: &HeaderMap) -> Vec<(&str, &[u8])> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect()
}
