//! One event for every decision, for logs.

use crate::{
    decide::{
        decision::Decision,
        path_policies::{PathPolicies, Serving},
        reason::Reason,
        request::RequestHead,
    },
    origins::source::Verdicts,
    policy::policy::Policy,
};

pub(crate) mod emit;
pub(crate) mod text;

/// A decision with what it was made from: its reason is computed only when it is asked for.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Decided<'d, R> {
    pub request: &'d R,
    pub policies: &'d PathPolicies,
    pub serving: Serving,
    pub verdicts: &'d Verdicts,
    pub decision: &'d Decision<'d>,
    /// The reason, where the adapter knows more than the policies do: which handler runs could not be foreseen.
    pub doubt: Option<Reason>,
}

impl<R: RequestHead> Decided<'_, R> {
    /// Whether the origin is allowed, if the request names one.
    #[must_use]
    #[inline]
    pub fn is_allowed(&self) -> bool {
        match self.decision {
            Decision::Preflight(_) | Decision::Refuse | Decision::Leave => false,
            Decision::Forward(forward) => forward.access().is_allowed(),
        }
    }

    /// The reason.
    #[must_use]
    pub fn reason(&self) -> Reason {
        let reason = self.policies.reason(self.request, self.serving, self.verdicts, self.decision);
        match self.doubt {
            Some(doubt) if reason != Reason::Allowed => doubt,
            _ => reason,
        }
    }

    /// The event in words.
    #[must_use]
    pub fn in_words(&self, reason: Reason) -> &'static str {
        match (self.decision, reason) {
            (Decision::Preflight(_), Reason::Allowed) => "preflight allowed",
            (Decision::Preflight(_), _) => "preflight denied",
            (Decision::Refuse, _) => "request refused",
            (_, Reason::Allowed) => "request allowed",
            (_, Reason::NoOrigin | Reason::SameOrigin) => "no cross-origin request",
            _ => "response not to be read",
        }
    }

    /// The method that matters, as a word of a log: the one that a preflight asks for.
    #[must_use]
    pub fn method(&self) -> String {
        if self.is_preflight() {
            text::lines(self.request.access_control_request_method())
        } else {
            text::cut(self.request.method().as_bytes())
        }
    }

    /// The lines of `Origin`, as a word of a log.
    #[must_use]
    pub fn origin(&self) -> String {
        text::lines(self.request.origin())
    }

    /// The name of the policy by which it was decided.
    #[must_use]
    pub fn policy(&self) -> &'static str {
        let policy = if self.is_preflight() {
            let asked = self.request.access_control_request_method().next();
            asked.and_then(|line| self.policies.policy_of(str::from_utf8(line).ok()?))
        } else {
            match self.serving {
                Serving::Policy(group) => self.policies.policy(group),
                Serving::WithoutPolicy | Serving::Nothing => None,
            }
        };
        policy.map_or("", Policy::name)
    }

    fn is_preflight(&self) -> bool {
        matches!(self.decision, Decision::Preflight(_))
    }
}

/// Text of the program, as a word of a log.
#[doc(hidden)]
#[must_use]
pub fn word_in_log(text: &str) -> String {
    text::word(text.as_bytes())
}

/// The text of a source's error, in quotation marks.
#[doc(hidden)]
#[must_use]
pub fn error_in_log(error: &crate::SourceError) -> String {
    text::quoted(error.to_string().as_bytes())
}
