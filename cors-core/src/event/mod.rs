//! One event for every decision, for whoever reads logs.

use std::fmt;

use crate::{path_policies::PathPolicies, reason::Reason, request::RequestHead};

#[cfg(feature = "tracing")]
mod emit;
#[cfg(feature = "tracing")]
mod text;

/// What was decided.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    Preflight(Reason),
    Actual(Reason),
    Refused(Reason),
}

/// Emits the event of a decision: target `cors`, with the fields `route`, `method`, `origin`, `reason` and `policy`.
///
/// Where nobody listens, nothing is formatted and nothing allocated.
#[doc(hidden)]
#[inline]
pub fn report<R: RequestHead>(policies: &PathPolicies, request: &R, route: impl fmt::Display, decided: Decided) {
    #[cfg(feature = "tracing")]
    if emit::is_heard(emit::level(decided.reason())) {
        emit::decision(policies, request, route, decided);
    }
    #[cfg(not(feature = "tracing"))]
    let _ = (policies, request, route, decided);
}

/// Whether anybody may read why a request was not let in.
#[doc(hidden)]
#[must_use]
#[inline]
pub fn is_heard() -> bool {
    #[cfg(feature = "tracing")]
    return emit::is_heard(emit::level(Reason::OriginNotAllowed));
    #[cfg(not(feature = "tracing"))]
    false
}

/// Whether anybody may read of every request.
#[doc(hidden)]
#[must_use]
#[inline]
pub fn is_all_heard() -> bool {
    #[cfg(feature = "tracing")]
    return emit::is_heard(emit::level(Reason::Allowed));
    #[cfg(not(feature = "tracing"))]
    false
}

/// Emits the event of a source that could not tell.
#[cfg(feature = "runtime")]
pub(crate) fn report_failure(source: &str, error: &crate::source::SourceError) {
    #[cfg(feature = "tracing")]
    emit::failure(source, error);
    #[cfg(not(feature = "tracing"))]
    let _ = (source, error);
}
