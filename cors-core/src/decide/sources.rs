//! The sources to query before a request can be decided.

use super::{
    access::{access, allows},
    mounted::Serving,
    page::{Page, Sender},
    path_policies::PathPolicies,
    request::{OriginLines, RequestHead, RequestOrigin, requested_method},
};
use crate::{
    origins::source::{Source, Verdicts},
    policy::policy::Policy,
};

impl PathPolicies {
    /// The sources to query next, concurrently, before [`PathPolicies::decide`] can decide: an adapter queries them, adds their answers
    /// to `verdicts`, and calls this again until it returns none.
    ///
    /// A preflight needs the source of the method that it requests, and the others only if that one denies the origin, because then the
    /// answer lists other methods. An actual request needs the source of its handler. No source is queried about a text that is not an
    /// origin, nor about the server's own pages.
    pub fn sources<R: RequestHead>(&self, request: &R, serving: Serving, verdicts: &Verdicts) -> Vec<Source> {
        if !self.has_sources() || !needs_sources(request) {
            return Vec::new();
        }
        let asked = self.asked(request);
        let method = requested_method(request, asked.origin);
        let serving = match method {
            Some(method) => self.requested_handler(method).map(|(_, serving)| serving),
            None => Some(serving).filter(|serving| *serving != Serving::WithoutPolicy),
        };
        let Some(serving) = serving else { return Vec::new() };
        let next = |policy: &Policy| {
            policy.source().filter(|source| !verdicts.has(*source) && policy.hosts().allow(asked.host))
        };
        if let Serving::Policy(group) = serving
            && let Some(policy) = self.policy(group)
        {
            if access(policy, asked, verdicts).is_allowed() {
                return Vec::new();
            }
            if let Some(source) = next(policy) {
                return vec![source];
            }
            // An actual request has only its handler's policy; and a source that has failed may have used up the time.
            if method.is_none() || allows(policy, asked, verdicts).is_none() {
                return Vec::new();
            }
        } else if method.is_none() && self.policies().any(|policy| access(policy, asked, verdicts).is_allowed()) {
            return Vec::new();
        }
        let mut sources = Vec::new();
        for source in self.policies().filter_map(next) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources
    }
}

/// Returns whether a request needs sources at all: it names an origin, and it does not come from a page of the server's own origin.
pub fn needs_sources<R: RequestHead>(request: &R) -> bool {
    let origin = OriginLines::of(request.origin());
    let is_own = || requested_method(request, origin).is_none() && Sender::of(request).page == Page::Own;
    matches!(origin.read(), RequestOrigin::Some(_)) && !is_own()
}
