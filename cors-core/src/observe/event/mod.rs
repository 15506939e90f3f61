//! The event of a decision, for logs.

use crate::{
    decide::{decision::Decision, mounted::Serving, path_policies::PathPolicies, reason::Reason, request::RequestHead},
    origins::source::Verdicts,
    policy::{enforcement::Enforcement, policy::Policy},
    respond::vary::ReadHeaders,
};

pub(crate) mod emit;
pub(crate) mod text;

/// A decision and its input, to compute the event on demand.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct Decided<'d, R> {
    pub request: &'d R,
    pub policies: &'d PathPolicies,
    pub serving: Serving,
    pub verdicts: &'d Verdicts,
    pub decision: &'d Decision<'d>,
    /// The adapter's own reason, if it could not foresee which handler runs.
    pub doubt: Option<Reason>,
}

impl<'d, R> Decided<'d, R> {
    /// The refusal of a request for a host that a router does not list.
    pub fn for_another_host(request: &'d R) -> Self {
        static NONE: PathPolicies = PathPolicies::new();
        Decided {
            request,
            policies: &NONE,
            serving: Serving::WithoutPolicy,
            verdicts: Verdicts::NONE,
            decision: &Decision::Refuse(ReadHeaders::HOST),
            doubt: Some(Reason::HostNotListed),
        }
    }
}

impl<R: RequestHead> Decided<'_, R> {
    /// True for an actual request of an allowed origin, unless `enforce = "report"` may report it.
    #[inline]
    pub fn is_allowed(&self) -> bool {
        matches!(self.decision, Decision::Forward(forward) if forward.access().is_allowed()) && !self.reports()
    }

    /// Returns whether the policy says `enforce = "report"`.
    #[inline]
    fn reports(&self) -> bool {
        let Serving::Policy(group) = self.serving else { return false };
        self.policies.policy(group).is_some_and(|policy| policy.enforcement() == Some(Enforcement::Report))
    }

    /// Returns whether `enforce = "report"` lets a request pass that `enforce` would refuse.
    pub fn would_be_refused(&self) -> bool {
        matches!(self.decision, Decision::Forward(_))
            && self.policies.would_refuse(self.request, self.serving, self.verdicts)
    }

    pub fn reason(&self) -> Reason {
        let reason = self.policies.reason(self.request, self.serving, self.verdicts, self.decision);
        match self.doubt {
            Some(doubt) if reason != Reason::Allowed => doubt,
            _ => reason,
        }
    }

    /// The message of the event.
    pub fn in_words(&self, reason: Reason) -> &'static str {
        match (self.decision, reason) {
            (Decision::Preflight(_), Reason::Allowed) => "preflight allowed",
            (Decision::Preflight(_), _) => "preflight denied",
            (Decision::Refuse(_), _) => "request refused",
            _ if self.would_be_refused() => "request would be refused",
            (_, Reason::Allowed) => "request allowed",
            (_, Reason::NoOrigin | Reason::SameOrigin | Reason::Link) => "no cross-origin request",
            _ => "response not to be read",
        }
    }

    /// The method, for a preflight the requested one, as one word.
    pub fn method(&self) -> String {
        if self.is_preflight() {
            text::lines(self.request.access_control_request_method())
        } else {
            text::cut(self.request.method().as_bytes())
        }
    }

    /// The lines of `Origin`, as one word.
    pub fn origin(&self) -> String {
        text::lines(self.request.origin())
    }

    /// The name of the policy of the decision.
    pub fn policy(&self) -> &'static str {
        let policy = if self.is_preflight() {
            let line = self.request.access_control_request_method().next();
            line.and_then(|line| self.policies.policy_of(str::from_utf8(line).ok()?))
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

/// Text of the program, as one word.
#[doc(hidden)]
pub fn word_in_log(text: &str) -> String {
    text::word(text.as_bytes())
}

/// The text of a source's error, in quotation marks.
#[doc(hidden)]
pub fn error_in_log(error: &crate::SourceError) -> String {
    text::quoted(error.to_string().as_bytes())
}
