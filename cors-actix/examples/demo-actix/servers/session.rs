//! Sessions: which requests may write.

use actix_web::{
    Error, HttpResponse,
    body::{EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{COOKIE, HeaderMap},
    middleware::Next,
    web::Data,
};

use crate::common::Sessions;

/// Passes requests that are signed in or only read.
pub(super) async fn require_session<B: MessageBody>(
    sessions: Data<Sessions>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    if request.method().is_safe() || sessions.include(cookie(request.headers())) {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    let refusal = HttpResponse::Unauthorized().body("Sign in first.");
    Ok(request.into_response(refusal).map_into_right_body())
}

/// The request's `Cookie`, or an empty value.
pub(super) fn cookie(headers: &HeaderMap) -> &[u8] {
    headers.get(COOKIE).map_or(&[], |cookie| cookie.as_bytes())
}
