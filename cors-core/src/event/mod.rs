//! One event for every decision, for whoever reads logs.

use std::fmt;

use crate::{path_policies::PathPolicies, reason::Reason, request::RequestHead};

mod emit;
mod text;

/// What was decided.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    Preflight(Reason),
    Actual(Reason),
    Refused(Reason),
}

impl Decided {
    #[must_use]
    #[inline]
    pub fn reason(self) -> Reason {
        match self {
            Decided::Preflight(reason) | Decided::Actual(reason) | Decided::Refused(reason) => reason,
        }
    }

    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Decided::Preflight(Reason::Allowed) => "preflight allowed",
            Decided::Preflight(_) => "preflight denied",
            Decided::Actual(Reason::Allowed) => "request allowed",
            Decided::Actual(Reason::NoOrigin | Reason::SameOrigin) => "no cross-origin request",
            Decided::Actual(_) => "response not to be read",
            Decided::Refused(_) => "request refused",
        }
    }

    /// The method that matters: the one that a preflight asks for.
    pub fn method<R: RequestHead>(self, request: &R) -> impl fmt::Display {
        text::Method(request, self)
    }

    /// The policy that has spoken, by its name.
    #[must_use]
    pub fn policy<R: RequestHead>(self, policies: &PathPolicies, request: &R) -> &'static str {
        let method = match self {
            Decided::Preflight(_) => {
                request.access_control_request_method().next().and_then(|line| str::from_utf8(line).ok())
            }
            Decided::Actual(_) | Decided::Refused(_) => Some(request.method()),
        };
        method.and_then(|method| policies.policy_of(method)).map_or("", |policy| policy.name())
    }
}

/// The lines of `Origin`, as a log can hold them.
#[doc(hidden)]
pub fn origin_in_log<R: RequestHead>(request: &R) -> impl fmt::Display {
    text::Origin(request)
}

/// The text of a source's error, as a log can hold it.
#[doc(hidden)]
#[cfg(feature = "runtime")]
pub fn error_in_log(error: &crate::source::SourceError) -> impl fmt::Display {
    text::Text(error)
}
