//! Decisions about actual requests.

use super::{Access, Decision, Forward, PathPolicies, Serving, access::access};
use crate::{
    request::{OriginLines, RequestHead, RequestOrigin, requested_method},
    same_origin::is_same_origin,
    source::{Source, Verdicts},
};

impl PathPolicies {
    #[inline]
    pub(super) fn actual<'r, R: RequestHead>(
        &'r self,
        request: &'r R,
        origin: OriginLines<'r>,
        serving: Serving,
        verdicts: &Verdicts,
    ) -> Decision<'r> {
        let (group, policy) = match serving {
            Serving::Policy(group) => match self.policy(group) {
                Some(policy) => (group, policy),
                None => return Decision::Leave,
            },
            Serving::WithoutPolicy => return Decision::Leave,
            Serving::Nothing => return self.unserved(origin, verdicts),
        };
        let access = access(policy, origin, verdicts);
        if policy.is_enforced() && !access.is_allowed() && is_foreign(request, origin) {
            return Decision::Refuse;
        }
        Decision::Forward(Forward { access, group, vary_by_origin: policy.varies_by_origin() })
    }

    /// No handler serves the method, so the router answers it. Every origin that may use another method may read that.
    #[cold]
    fn unserved<'r>(&'r self, origin: OriginLines<'r>, verdicts: &Verdicts) -> Decision<'r> {
        if self.is_empty() {
            return Decision::Leave;
        }
        let granted = self.policies().map(|policy| access(policy, origin, verdicts)).zip(0..);
        let (access, group) =
            granted.into_iter().find(|(access, _)| access.is_allowed()).unwrap_or((Access::Denied, 0));
        let vary_by_origin = self.policies().any(|policy| policy.varies_by_origin());
        Decision::Forward(Forward { access, group, vary_by_origin })
    }

    /// The sources that have to be asked before this request can be decided upon: none where all origins are literals, and none
    /// where the request names no origin that could be allowed.
    pub fn sources<R: RequestHead>(&self, request: &R, serving: Serving) -> Vec<Source> {
        let mut sources = Vec::new();
        if !self.has_sources() {
            return sources;
        }
        let origin = OriginLines::of(request.origin());
        if !matches!(origin.read(), RequestOrigin::Some(_)) {
            return sources;
        }
        // The answer to a preflight may list other methods, and what the router answers depends on all policies.
        let only = match serving {
            Serving::Policy(group) if requested_method(request, origin).is_none() => Some(group),
            Serving::WithoutPolicy if requested_method(request, origin).is_none() => return sources,
            _ => None,
        };
        for (group, source) in self.sources_by_group() {
            if only.is_none_or(|only| only == group) && !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources
    }
}

/// Whether the request comes from a page of another origin than the server's own, which no policy has to list.
#[cold]
fn is_foreign<R: RequestHead>(request: &R, origin: OriginLines<'_>) -> bool {
    match origin.read() {
        RequestOrigin::Absent => false,
        RequestOrigin::Some(origin) => !is_same_origin(request, origin),
        RequestOrigin::Null | RequestOrigin::Malformed(_) => true,
    }
}
