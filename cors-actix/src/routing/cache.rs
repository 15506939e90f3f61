//! The policies of paths, resolved once for each combination of resources that may serve a path.

use std::{cell::RefCell, collections::HashMap, fmt, rc::Rc};

use cors_core::{Reason, Serving, Source, Verdicts};

use super::resolve::Candidates;
use crate::middleware::http::Prepared;

/// How many combinations are kept: more than the routes of an application make, so that paths cannot fill the memory.
const MOST: usize = 4096;

/// Resolved policies, by everything that they depend on.
#[derive(Default)]
pub(crate) struct Cache(RefCell<HashMap<Vec<usize>, Rc<Resolved>>>);

/// The policies of a path.
#[derive(Debug)]
pub(crate) struct Resolved {
    pub(crate) prepared: Prepared,
    /// Whether a handler that cannot be foreseen may serve some method.
    is_doubtful: bool,
}

/// The resources that may serve a path, with their policies.
pub(crate) struct Foreseen<'t> {
    pub(super) candidates: Candidates,
    pub(super) cache: &'t Cache,
}

impl Foreseen<'_> {
    /// The policies; `method` is the method that matters.
    pub(crate) fn resolved(&self, method: &[u8]) -> Rc<Resolved> {
        self.cache.resolved(&self.candidates, method == b"HEAD")
    }

    /// The policies for a request that no handler has served.
    pub(crate) fn unserved(&mut self) -> Rc<Resolved> {
        self.candidates.pass_all_unknown();
        self.cache.resolved(&self.candidates, false)
    }

    /// The handler that serves a method: where none does, a default service may.
    pub(crate) fn serving(&self, resolved: &Resolved, method: &str) -> Serving {
        match resolved.prepared.policies().serving(method) {
            Serving::Nothing if self.candidates.reaches_default() => Serving::WithoutPolicy,
            serving => serving,
        }
    }

    /// Why the method has no policy although handlers may serve it.
    pub(crate) fn doubt(&self, resolved: &Resolved, method: &str) -> Option<Reason> {
        if resolved.is_doubtful { self.candidates.doubt(method) } else { None }
    }

    /// The sources of all handlers that may serve the method, as far as they have not been asked.
    pub(crate) fn sources(&self, method: &str, verdicts: &Verdicts) -> Vec<Source> {
        self.candidates.sources(method, verdicts)
    }
}

impl Cache {
    fn resolved(&self, candidates: &Candidates, head: bool) -> Rc<Resolved> {
        let key = candidates.key(head);
        let mut known = self.0.borrow_mut();
        if let Some(resolved) = known.get(&key) {
            return resolved.clone();
        }
        let (policies, is_doubtful) = candidates.policies(head);
        let resolved = Rc::new(Resolved { prepared: Prepared::new(policies), is_doubtful });
        if known.len() < MOST {
            known.insert(key, resolved.clone());
        }
        resolved
    }
}

impl fmt::Debug for Cache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} combinations", self.0.borrow().len())
    }
}
