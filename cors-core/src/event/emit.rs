//! The events, as `tracing` has them.

use std::fmt;

use super::{
    Decided,
    text::{Method, Origin},
};
use crate::{path_policies::PathPolicies, reason::Reason, request::RequestHead};

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
    match reason {
        Reason::NoOrigin | Reason::SameOrigin => event!(TRACE),
        Reason::Allowed => event!(DEBUG),
        // Something is wrong with the application, and not with who asks.
        Reason::SourceFailed
        | Reason::SourceTooSlow
        | Reason::SourceNotAsked
        | Reason::NotForCredentials
        | Reason::AmbiguousRoute
        | Reason::UnknownService => event!(WARN),
        _ => event!(INFO),
    }
}

#[cfg(feature = "runtime")]
pub(super) fn failure(source: &str, error: &crate::source::SourceError) {
    tracing::event!(target: "cors", tracing::Level::WARN, source, error = %super::text::Text(error), "a source of origins has failed");
}

impl Decided {
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
