//! Sessions: which requests may write.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header::COOKIE},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::common::Sessions;

/// Passes requests that are signed in or only read.
pub(super) async fn require_session(State(sessions): State<Sessions>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || sessions.include(cookie(request.headers())) {
        return next.run(request).await;
    }
    (StatusCode::UNAUTHORIZED, "Sign in first.").into_response()
}

/// The request's `Cookie`, or an empty value.
pub(super) fn cookie(headers: &HeaderMap) -> &[u8] {
    headers.get(COOKIE).map_or(&[], |cookie| cookie.as_bytes())
}
