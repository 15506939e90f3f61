//! Decisions about actual requests.

use super::{
    access::{access, allows},
    decision::{Access, Decision, Forward},
    enforcement::{Verdict, judge},
    mounted::Serving,
    page::Sender,
    path_policies::PathPolicies,
    request::{OriginAndHost, OriginLines, RequestHead},
};
use crate::{origins::source::Verdicts, respond::vary::ReadHeaders};

impl PathPolicies {
    #[inline]
    pub(super) fn actual<'r, R: RequestHead>(
        &'r self,
        request: &'r R,
        asked: OriginAndHost<'r>,
        serving: Serving,
        verdicts: &Verdicts,
    ) -> Decision<'r> {
        let (group, policy) = match serving {
            Serving::Policy(group) => match self.policy(group) {
                Some(policy) => (group, policy),
                None => return Decision::Leave,
            },
            Serving::WithoutPolicy => return Decision::Leave,
            Serving::Nothing => return self.unserved(request, asked, verdicts),
        };
        let mut read = policy.read_headers();
        if !policy.hosts().allow(asked.host) {
            return Decision::Refuse(read);
        }
        let access = access(policy, asked, verdicts);
        if policy.is_enforced() {
            let judgement = judge(policy, access, request);
            read = read.and(judgement.read);
            if judgement.verdict != Verdict::Passes {
                return Decision::Refuse(read);
            }
        }
        let is_transient = !access.is_allowed()
            && !matches!(asked.origin, OriginLines::None)
            && allows(policy, asked, verdicts).is_none()
            && Sender::of(request).page.is_foreign();
        Decision::Forward(Forward { access, group, read, is_transient })
    }

    /// No handler serves the method, so the router answers. Every origin that may use another method of the path may read its answer, with
    /// credentials if one of these methods allows them: as the preflight has said.
    #[cold]
    fn unserved<'r, R: RequestHead>(
        &'r self,
        request: &R,
        asked: OriginAndHost<'r>,
        verdicts: &Verdicts,
    ) -> Decision<'r> {
        if self.is_empty() {
            return Decision::Leave;
        }
        let mut best = (Access::Denied, 0);
        let mut best_rank = None;
        for (group, policy) in self.policies().enumerate() {
            let access = access(policy, asked, verdicts);
            let rank = access.is_allowed().then(|| (policy.allows_credentials(), access != Access::Any));
            if rank > best_rank {
                (best, best_rank) = ((access, group), rank);
            }
        }
        let (access, group) = best;
        let read = self.policies().fold(ReadHeaders::NONE, |read, policy| read.and(policy.read_headers()));
        let is_transient = !access.is_allowed()
            && self.policies().any(|policy| allows(policy, asked, verdicts).is_none())
            && Sender::of(request).page.is_foreign();
        Decision::Forward(Forward { access, group, read, is_transient })
    }
}
