//! The prediction of which handler serves a path, with its policies: resolved once for each combination of resources.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use cors_core::{Reason, Serving, Source, Verdicts};

use super::resolve::Candidates;
use crate::middleware::http::Prepared;

/// The size limit of the cache: more than the routes of an application need, so that requests cannot fill the memory.
const MAX_CACHED: usize = 4096;

/// Resolved policies, by [`Candidates::key`].
#[derive(Default)]
pub(crate) struct Cache {
    resolved: RefCell<HashMap<Vec<usize>, Rc<Resolved>>>,
    /// The policies allow nothing, and refuse what they refuse.
    pub(super) is_off: bool,
}

/// The policies of a path.
pub(crate) struct Resolved {
    pub(crate) prepared: Prepared,
    /// For some method the handler cannot be predicted.
    is_ambiguous: bool,
}

/// The resources that may serve a path, with their policies.
pub(crate) struct Prediction<'t> {
    pub(super) candidates: Candidates,
    pub(super) cache: &'t Cache,
}

impl Prediction<'_> {
    /// The policies for a request with this method.
    pub(crate) fn resolved(&self, method: &[u8]) -> Rc<Resolved> {
        self.cache.resolved(&self.candidates, method == b"HEAD")
    }

    /// The policies for a request that no handler has served.
    pub(crate) fn unserved(&mut self) -> Rc<Resolved> {
        self.candidates.exclude_all_unknown();
        self.cache.resolved(&self.candidates, false)
    }

    /// The handler of a method, or the default service.
    pub(crate) fn serving(&self, resolved: &Resolved, method: &str) -> Serving {
        match resolved.prepared.policies().serving(method) {
            Serving::Nothing if self.candidates.reaches_default() => Serving::WithoutPolicy,
            serving => serving,
        }
    }

    /// Returns why the handler of a method cannot be predicted, if so.
    pub(crate) fn ambiguity(&self, resolved: &Resolved, method: &str) -> Option<Reason> {
        if resolved.is_ambiguous { self.candidates.ambiguity(method) } else { None }
    }

    /// The sources of all handlers that may serve the method, without those that have been queried.
    pub(crate) fn sources(&self, method: &str, verdicts: &Verdicts) -> Vec<Source> {
        self.candidates.sources(method, verdicts)
    }
}

impl Cache {
    fn resolved(&self, candidates: &Candidates, is_head: bool) -> Rc<Resolved> {
        let key = candidates.key(is_head);
        let mut cached = self.resolved.borrow_mut();
        if let Some(resolved) = cached.get(&key) {
            return resolved.clone();
        }
        let (policies, is_ambiguous) = candidates.policies(is_head);
        let policies = if self.is_off { policies.closed() } else { policies };
        let resolved = Rc::new(Resolved { prepared: Prepared::new(policies), is_ambiguous });
        if cached.len() < MAX_CACHED {
            cached.insert(key, resolved.clone());
        }
        resolved
    }
}
