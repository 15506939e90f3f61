//! Decisions about actual requests.

use super::{
    access::{access, allows},
    decision::{Access, Decision, Forward},
    mounted::Serving,
    path_policies::PathPolicies,
    request::{OriginLines, RequestHead},
    same_origin::Page,
};
use crate::origins::source::Verdicts;

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
            Serving::Nothing => return self.unserved(request, origin, verdicts),
        };
        let access = access(policy, origin, verdicts);
        let is_foreign = || !matches!(origin, OriginLines::None) && Page::of(request) != Page::Own;
        if policy.is_enforced() && !access.is_allowed() && is_foreign() {
            return Decision::Refuse;
        }
        let is_transient = !access.is_allowed() && allows(policy, origin, verdicts).is_none() && is_foreign();
        Decision::Forward(Forward { access, group, vary_by_origin: policy.varies_by_origin(), is_transient })
    }

    /// No handler serves the method, so the router answers. Every origin that may use another method of the path may read its answer.
    #[cold]
    fn unserved<'r, R: RequestHead>(
        &'r self,
        request: &R,
        origin: OriginLines<'r>,
        verdicts: &Verdicts,
    ) -> Decision<'r> {
        if self.is_empty() {
            return Decision::Leave;
        }
        let mut answers = self.policies().map(|policy| access(policy, origin, verdicts)).zip(0..);
        let (access, group) = answers.find(|(access, _)| access.is_allowed()).unwrap_or((Access::Denied, 0));
        let vary_by_origin = self.policies().any(|policy| policy.varies_by_origin());
        let is_transient = !access.is_allowed()
            && self.policies().any(|policy| allows(policy, origin, verdicts).is_none())
            && Page::of(request) != Page::Own;
        Decision::Forward(Forward { access, group, vary_by_origin, is_transient })
    }
}
