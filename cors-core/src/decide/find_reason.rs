//! The reason of a decision, for a log or for a debug body.

use super::{
    access::{access, denial_reason},
    decision::{Decision, Preflight},
    enforcement::{Verdict, judge},
    mounted::Serving,
    page::{Page, Sender},
    path_policies::PathPolicies,
    preflight::is_allowable,
    reason::Reason,
    request::{OriginAndHost, OriginLines, RequestHead, RequestOrigin, method_in, requested_method},
    requested_headers,
};
use crate::{origins::source::Verdicts, policy::enforcement::Enforcement};

impl PathPolicies {
    /// The reason of a decision that [`PathPolicies::decide`] has made from the same arguments.
    ///
    /// It is not part of the decision, because most applications never read it.
    #[cold]
    pub fn reason<R: RequestHead>(
        &self,
        request: &R,
        serving: Serving,
        verdicts: &Verdicts,
        decision: &Decision<'_>,
    ) -> Reason {
        let asked = self.asked(request);
        match decision {
            Decision::Preflight(Preflight::Granted(grant)) => {
                let check = self
                    .policy(grant.group)
                    .map(|policy| requested_headers::check(policy, request.access_control_request_headers()));
                check.and_then(Result::err).unwrap_or(Reason::Allowed)
            }
            Decision::Preflight(Preflight::OtherMethods(_)) => Reason::MethodNotAllowed,
            Decision::Preflight(Preflight::Denied) => self.preflight_denial(request, asked, verdicts),
            Decision::Leave => Reason::WithoutPolicy,
            Decision::Forward(_) | Decision::Refuse(_) => self.actual_reason(request, asked, serving, verdicts),
        }
    }

    /// The reason of a decision about an actual request.
    fn actual_reason<R: RequestHead>(
        &self,
        request: &R,
        asked: OriginAndHost<'_>,
        serving: Serving,
        verdicts: &Verdicts,
    ) -> Reason {
        let verdict = self.verdict(request, serving, verdicts);
        let denial = self.origin_denial(serving, asked, verdicts);
        match (verdict, Sender::of(request).page) {
            _ if denial == Reason::HostNotListed => denial,
            (Some(Verdict::CookieWithoutCredentials), _) => Reason::CookieWithoutCredentials,
            (Some(Verdict::Foreign), _) if denial == Reason::NoOrigin => Reason::NotALink,
            (Some(Verdict::Passes), Page::Link) => Reason::Link,
            _ if matches!(asked.origin, OriginLines::None) => Reason::NoOrigin,
            _ if self.is_allowed(serving, asked, verdicts) => Reason::Allowed,
            (_, Page::Own) => Reason::SameOrigin,
            (_, Page::OtherScheme) if matches!(denial, Reason::OriginNotAllowed | Reason::SameOriginOnly) => {
                Reason::OtherScheme
            }
            _ => denial,
        }
    }

    /// The verdict of `enforce` about an actual request, whether it refuses or only reports.
    fn verdict<R: RequestHead>(&self, request: &R, serving: Serving, verdicts: &Verdicts) -> Option<Verdict> {
        let Serving::Policy(group) = serving else { return None };
        let policy = self.policy(group).filter(|policy| policy.enforcement().is_some())?;
        let access = access(policy, self.asked(request), verdicts);
        Some(judge(policy, access, request).verdict)
    }

    /// Returns whether `enforce = "report"` lets an actual request pass that `enforce` would refuse.
    pub(crate) fn would_refuse<R: RequestHead>(&self, request: &R, serving: Serving, verdicts: &Verdicts) -> bool {
        let Serving::Policy(group) = serving else { return false };
        self.policy(group).is_some_and(|policy| policy.enforcement() == Some(Enforcement::Report))
            && self.verdict(request, serving, verdicts).is_some_and(|verdict| verdict != Verdict::Passes)
    }

    /// Returns whether an actual request may be read.
    fn is_allowed(&self, serving: Serving, asked: OriginAndHost<'_>, verdicts: &Verdicts) -> bool {
        let allows = |policy| access(policy, asked, verdicts).is_allowed();
        match serving {
            Serving::Policy(group) => self.policy(group).is_some_and(allows),
            Serving::Nothing => self.policies().any(allows),
            Serving::WithoutPolicy => false,
        }
    }

    /// The reason why a preflight is answered with 403.
    fn preflight_denial<R: RequestHead>(&self, request: &R, asked: OriginAndHost<'_>, verdicts: &Verdicts) -> Reason {
        if !asked.origin.may_be_sent()
            && let RequestOrigin::Malformed(reason) = asked.origin.read()
        {
            return reason;
        }
        let Some(method) = requested_method(request, asked.origin).and_then(method_in) else {
            return Reason::MalformedRequestMethod;
        };
        if !is_allowable(method) {
            return Reason::MethodForbidden;
        }
        let serving = self.serving(method);
        if serving == Serving::WithoutPolicy {
            return Reason::WithoutPolicy;
        }
        if let Serving::Policy(group) = serving
            && let Some(policy) = self.policy(group)
            && access(policy, asked, verdicts).is_allowed()
        {
            return Reason::MalformedRequestHeaders;
        }
        self.origin_denial(serving, asked, verdicts)
    }

    /// The reason why the answer of a handler, or of the router, may not be read.
    fn origin_denial(&self, serving: Serving, asked: OriginAndHost<'_>, verdicts: &Verdicts) -> Reason {
        let policy = match serving {
            Serving::Policy(group) => self.policy(group),
            Serving::Nothing | Serving::WithoutPolicy => self.policies().next(),
        };
        policy.map_or(Reason::WithoutPolicy, |policy| denial_reason(policy, asked, verdicts))
    }
}
