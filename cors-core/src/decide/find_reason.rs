//! The reason of a decision, for a log or for a debug body.

use super::{
    access::{access, denial_reason},
    decision::{Decision, Preflight},
    mounted::Serving,
    path_policies::PathPolicies,
    preflight::is_allowable,
    reason::Reason,
    request::{OriginLines, RequestHead, RequestOrigin, method_in, requested_method},
    requested_headers,
    same_origin::Page,
};
use crate::origins::source::Verdicts;

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
        let origin = OriginLines::of(request.origin());
        match decision {
            Decision::Preflight(Preflight::Granted(grant)) => {
                let check = self
                    .policy(grant.group)
                    .map(|policy| requested_headers::check(policy, request.access_control_request_headers()));
                check.and_then(Result::err).unwrap_or(Reason::Allowed)
            }
            Decision::Preflight(Preflight::OtherMethods(_)) => Reason::MethodNotAllowed,
            Decision::Preflight(Preflight::Denied) => self.preflight_denial(request, origin, verdicts),
            Decision::Leave => Reason::WithoutPolicy,
            Decision::Forward(_) if matches!(origin, OriginLines::None) => Reason::NoOrigin,
            Decision::Forward(forward) if forward.access.is_allowed() => Reason::Allowed,
            Decision::Forward(_) | Decision::Refuse => {
                match (Page::of(request), self.origin_denial(serving, origin, verdicts)) {
                    (Page::Own, _) => Reason::SameOrigin,
                    (Page::OtherScheme, Reason::OriginNotAllowed | Reason::SameOriginOnly) => Reason::OtherScheme,
                    (_, reason) => reason,
                }
            }
        }
    }

    /// The reason why a preflight is answered with 403.
    fn preflight_denial<R: RequestHead>(&self, request: &R, origin: OriginLines<'_>, verdicts: &Verdicts) -> Reason {
        if !origin.may_be_sent()
            && let RequestOrigin::Malformed(reason) = origin.read()
        {
            return reason;
        }
        let Some(method) = requested_method(request, origin).and_then(method_in) else {
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
            && access(policy, origin, verdicts).is_allowed()
        {
            return Reason::MalformedRequestHeaders;
        }
        self.origin_denial(serving, origin, verdicts)
    }

    /// The reason why the answer of a handler, or of the router, may not be read.
    fn origin_denial(&self, serving: Serving, origin: OriginLines<'_>, verdicts: &Verdicts) -> Reason {
        let policy = match serving {
            Serving::Policy(group) => self.policy(group),
            Serving::Nothing | Serving::WithoutPolicy => self.policies().next(),
        };
        policy.map_or(Reason::WithoutPolicy, |policy| denial_reason(policy, origin, verdicts))
    }
}
