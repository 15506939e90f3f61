//! The sources that have to be asked before a request can be decided.

use super::{
    access::{access, allows},
    path_policies::{PathPolicies, Serving},
};
use super::{
    request::{OriginLines, RequestHead, RequestOrigin, requested_method},
    same_origin::Page,
};
use crate::{
    origins::source::{Source, Verdicts},
    policy::policy::Policy,
};

impl PathPolicies {
    /// The sources that have to be asked next, side by side, so that [`PathPolicies::decide`] can decide: an adapter asks them, adds
    /// their answers to `verdicts`, and calls this again until there are none.
    ///
    /// A preflight asks the source of the method that it asks for, and others only if that one denies the origin, because then the
    /// answer lists other methods. An actual request asks the source of its handler. None is asked about a text that is not an
    /// origin, nor about the server's own pages.
    pub fn sources<R: RequestHead>(&self, request: &R, serving: Serving, verdicts: &Verdicts) -> Vec<Source> {
        if !self.has_sources() || !needs_sources(request) {
            return Vec::new();
        }
        let origin = OriginLines::of(request.origin());
        let asked = requested_method(request, origin);
        let serving = match asked {
            Some(method) => method.and_then(|method| self.asked(method)).map(|(_, serving)| serving),
            None => Some(serving).filter(|serving| *serving != Serving::WithoutPolicy),
        };
        let Some(serving) = serving else { return Vec::new() };
        let next = |policy: &'static Policy| policy.source().filter(|source| !verdicts.has(*source));
        if let Serving::Policy(group) = serving
            && let Some(policy) = self.policy(group)
        {
            if access(policy, origin, verdicts).is_allowed() {
                return Vec::new();
            }
            if let Some(source) = next(policy) {
                return vec![source];
            }
            // A handler's own policy decides, and a source that does not tell has used up the time.
            if asked.is_none() || allows(policy, origin, verdicts).is_none() {
                return Vec::new();
            }
        } else if asked.is_none() && self.policies().any(|policy| access(policy, origin, verdicts).is_allowed()) {
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

/// Whether sources have to be asked about a request at all: it names an origin, and does not come from a page of the server's own.
pub fn needs_sources<R: RequestHead>(request: &R) -> bool {
    let origin = OriginLines::of(request.origin());
    let is_own = || requested_method(request, origin).is_none() && Page::of(request) == Page::Own;
    matches!(origin.read(), RequestOrigin::Some(_)) && !is_own()
}
