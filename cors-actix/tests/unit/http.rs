//! Denials.

use actix_web::{
    HttpResponse,
    body::{BodySize, MessageBody},
    http::{StatusCode, header::CONTENT_TYPE},
};
use cors_core::Reason;

use super::denied;

#[test]
fn a_denial_states_its_reason_in_debug_builds_only() {
    let response = |explain, reason: fn() -> Reason| {
        denied(HttpResponse::new(StatusCode::FORBIDDEN), "CORS preflight denied", explain, reason)
    };
    let debug = response(true, || Reason::OriginNotAllowed);
    assert!(matches!(debug.body().size(), BodySize::Sized(1..)));
    assert!(debug.headers().contains_key(CONTENT_TYPE));
    // The reason is not even computed.
    let release = response(false, || unreachable!());
    assert!(release.body().size().is_eof());
    assert!(!release.headers().contains_key(CONTENT_TYPE));
}
