//! The reason of a decision, for a log or for a debug body.

use super::{
    access::why_denied,
    decision::{Decision, Preflight},
    path_policies::{PathPolicies, Serving},
    preflight::is_allowable,
};
use super::{
    reason::Reason,
    request::{OriginLines, RequestHead, RequestOrigin, method_in, requested_method},
    requested_headers,
    same_origin::Page,
};
use crate::origins::source::Verdicts;

impl PathPolicies {
    /// The reason of a decision that [`PathPolicies::decide`] has made from the same arguments.
    ///
    /// It is not part of a decision, because most applications never read it.
    #[cold]
    pub fn reason<R: RequestHead>(
        &self,
        request: &R,
        serving: Serving,
        verdicts: &Verdicts,
        decision: &Decision<'_>,
    ) -> Reason {
        let origin = OriginLines::of(request.origin());
        match decision {
            Decision::Preflight(Preflight::Granted(grant)) => {
                let check = self
                    .policy(grant.group)
                    .map(|policy| requested_headers::check(policy, request.access_control_request_headers()));
                check.and_then(Result::err).unwrap_or(Reason::Allowed)
            }
            Decision::Preflight(Preflight::OtherMethods(_)) => Reason::MethodNotAllowed,
            Decision::Preflight(Preflight::Denied) => self.why_no_grant(request, origin, verdicts),
            Decision::Forward(forward) if matches!(origin, OriginLines::None) || forward.access.is_allowed() => {
                if matches!(origin, OriginLines::None) { Reason::NoOrigin } else { Reason::Allowed }
            }
            Decision::Leave => Reason::WithoutPolicy,
            Decision::Forward(_) | Decision::Refuse => {
                match (Page::of(request), self.why_not(serving, origin, verdicts)) {
                    (Page::Own, _) => Reason::SameOrigin,
                    (Page::OtherScheme, Reason::OriginNotAllowed | Reason::SameOriginOnly) => Reason::OtherScheme,
                    (_, reason) => reason,
                }
            }
        }
    }

    /// The reason why a preflight is answered with 403.
    fn why_no_grant<R: RequestHead>(&self, request: &R, origin: OriginLines<'_>, verdicts: &Verdicts) -> Reason {
        if !origin.may_be_sent()
            && let RequestOrigin::Malformed(reason) = origin.read()
        {
            return reason;
        }
        let Some(method) = requested_method(request, origin).flatten().and_then(method_in) else {
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
            && super::access::access(policy, origin, verdicts).is_allowed()
        {
            return Reason::MalformedRequestHeaders;
        }
        self.why_not(serving, origin, verdicts)
    }

    /// The reason why a handler, or the answer of the router, may not be read.
    fn why_not(&self, serving: Serving, origin: OriginLines<'_>, verdicts: &Verdicts) -> Reason {
        let policy = match serving {
            Serving::Policy(group) => self.policy(group),
            Serving::Nothing | Serving::WithoutPolicy => self.policies().next(),
        };
        match policy {
            Some(policy) => why_denied(policy, origin, verdicts),
            None => Reason::WithoutPolicy,
        }
    }
}
