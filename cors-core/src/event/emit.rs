//! The events, as `tracing` has them.

use std::fmt;

use tracing::level_filters::{LevelFilter, STATIC_MAX_LEVEL};

use super::{
    Decided,
    text::{Method, Origin},
};
use crate::{path_policies::PathPolicies, reason::Reason, request::RequestHead};

/// Whether anybody may listen to events of a level.
#[inline]
pub(super) fn is_heard(level: LevelFilter) -> bool {
    level <= STATIC_MAX_LEVEL && level <= LevelFilter::current()
}

/// The most important level that an event of the reason has.
#[inline]
pub(super) fn level(reason: Reason) -> LevelFilter {
    match reason {
        Reason::NoOrigin | Reason::SameOrigin => LevelFilter::TRACE,
        Reason::Allowed => LevelFilter::DEBUG,
        // Something is wrong with the application, and not with who asks.
        Reason::SourceFailed
        | Reason::SourceTooSlow
        | Reason::SourceNotAsked
        | Reason::NotForCredentials
        | Reason::AmbiguousRoute
        | Reason::UnknownService => LevelFilter::WARN,
        _ => LevelFilter::INFO,
    }
}

#[cold]
pub(super) fn decision<R: RequestHead>(
    policies: &PathPolicies,
    request: &R,
    route: impl fmt::Display,
    decided: Decided,
) {
    let (message, reason) = decided.in_words();
    macro_rules! event {
            ($level:ident) => {
                tracing::event!(
                    target: "cors",
                    tracing::Level::$level,
                    %route,
                    method = %Method(request, decided),
                    origin = %Origin(request),
                    reason = reason.code(),
                    policy = policy(policies, request, decided),
                    "{message}"
                )
            };
        }
    match level(reason) {
        LevelFilter::TRACE => event!(TRACE),
        LevelFilter::DEBUG => event!(DEBUG),
        LevelFilter::WARN => event!(WARN),
        _ => event!(INFO),
    }
}

#[cfg(feature = "runtime")]
pub(super) fn failure(source: &str, error: &crate::source::SourceError) {
    tracing::event!(target: "cors", tracing::Level::WARN, source, error = %super::text::Text(error), "a source of origins has failed");
}

impl Decided {
    #[inline]
    pub(super) fn reason(self) -> Reason {
        match self {
            Decided::Preflight(reason) | Decided::Actual(reason) | Decided::Refused(reason) => reason,
        }
    }

    fn in_words(self) -> (&'static str, Reason) {
        match self {
            Decided::Preflight(Reason::Allowed) => ("preflight allowed", Reason::Allowed),
            Decided::Preflight(reason) => ("preflight denied", reason),
            Decided::Actual(Reason::Allowed) => ("request allowed", Reason::Allowed),
            Decided::Actual(reason @ (Reason::NoOrigin | Reason::SameOrigin)) => ("no cross-origin request", reason),
            Decided::Actual(reason) => ("response not to be read", reason),
            Decided::Refused(reason) => ("request refused", reason),
        }
    }
}

/// The policy that has spoken, by its name.
fn policy<R: RequestHead>(policies: &PathPolicies, request: &R, decided: Decided) -> &'static str {
    let method = match decided {
        Decided::Preflight(_) => {
            request.access_control_request_method().next().and_then(|line| str::from_utf8(line).ok())
        }
        Decided::Actual(_) | Decided::Refused(_) => Some(request.method()),
    };
    method.and_then(|method| policies.policy_of(method)).map_or("", |policy| policy.name())
}
