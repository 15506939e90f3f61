//! The events, as `tracing` has them.

use std::fmt;

use tracing::{
    Level,
    level_filters::{LevelFilter, STATIC_MAX_LEVEL},
};

use super::{
    Decided,
    text::{Method, Origin},
};
use crate::{path_policies::PathPolicies, reason::Reason, request::RequestHead};

/// Whether anybody may listen to events of a level: a subscriber, or a logger where tracing has its feature `log`, as it has
/// under actix-web. Only `event!` itself knows whether it has, by this macro.
#[inline]
pub(super) fn is_heard(level: Level) -> bool {
    let has_subscriber = level <= STATIC_MAX_LEVEL && level <= LevelFilter::current();
    has_subscriber
        || tracing::if_log_enabled!(level, {
            tracing::level_to_log!(level) <= tracing::log::max_level()
        } else {
            false
        })
}

/// The level of an event for the reason.
#[inline]
pub(super) fn level(reason: Reason) -> Level {
    match reason {
        Reason::NoOrigin | Reason::SameOrigin => Level::TRACE,
        Reason::Allowed => Level::DEBUG,
        // Something is wrong with the application, and not with who asks.
        Reason::SourceFailed
        | Reason::SourceTooSlow
        | Reason::SourceNotAsked
        | Reason::NotForCredentials
        | Reason::AmbiguousRoute
        | Reason::UnknownService => Level::WARN,
        _ => Level::INFO,
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
        Level::TRACE => event!(TRACE),
        Level::DEBUG => event!(DEBUG),
        Level::WARN => event!(WARN),
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
