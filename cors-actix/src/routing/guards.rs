//! Guards, and those among them that can be checked before actix checks them.

use std::{any::Any, cell::Cell, fmt, rc::Rc};

use actix_web::{
    dev::ServiceRequest,
    guard::{self, Guard, GuardContext, Host},
    http::Method,
};

/// actix's guard for a method. `is_last`: no guard behind it refuses a request.
///
/// actix's guard collects the methods for a 405 in memory that it allocates for every request. A request that passes the last guard is
/// served, so the list is not needed.
pub(crate) fn method(method: Method, is_last: bool) -> impl Guard {
    let actix = guard::Method(method.clone());
    guard::fn_guard(move |context: &GuardContext<'_>| {
        (is_last && context.head().method == method) || actix.check(context)
    })
}

/// The guards of a scope, a resource or a route, shared with actix.
#[derive(Default)]
pub(crate) struct Guards {
    /// The host guards, each with its index among those of the application. They read the request head only, and so give the
    /// same verdict for a preflight as for the actual request.
    hosts: Vec<(Rc<dyn Guard>, Cell<usize>)>,
    /// The number of other guards, which may read what a preflight lacks or what a middleware adds to a request.
    others: usize,
}

/// The verdicts of an application's host guards about one request, as bits. `None`: not checked.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct HostVerdicts(Option<u64>);

impl HostVerdicts {
    /// Checks each of the first 64 guards once.
    pub(crate) fn check(guards: &[Rc<dyn Guard>], request: &ServiceRequest) -> Self {
        let passes = |guard: &Rc<dyn Guard>| u64::from(guard.check(&request.guard_ctx()));
        HostVerdicts(Some(guards.iter().take(64).zip(0..).fold(0, |bits, (guard, bit)| bits | passes(guard) << bit)))
    }

    fn get(self, index: usize) -> Verdict {
        match u32::try_from(index).ok().and_then(|index| self.0?.checked_shr(index)) {
            None => Verdict::Unknown,
            Some(bits) if bits & 1 == 1 => Verdict::Pass,
            Some(_) => Verdict::Refuse,
        }
    }
}

/// The verdict of guards about a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Pass,
    Refuse,
    /// Known only once actix checks them.
    Unknown,
}

impl Guards {
    /// Adds a guard. Returns it, for actix.
    pub(crate) fn add<G: Guard + 'static>(&mut self, guard: G) -> Rc<dyn Guard> {
        let is_host = (&guard as &dyn Any).type_id() == Host("").type_id();
        let guard: Rc<dyn Guard> = Rc::new(guard);
        if is_host {
            self.hosts.push((guard.clone(), Cell::default()));
        } else {
            self.others += 1;
        }
        guard
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.hosts.is_empty() && self.others == 0
    }

    /// Adds the host guards to those of the application.
    pub(super) fn list_hosts(&self, all: &mut Vec<Rc<dyn Guard>>) {
        for (guard, index) in &self.hosts {
            index.set(all.len());
            all.push(guard.clone());
        }
    }

    pub(super) fn check(&self, hosts: HostVerdicts) -> Verdict {
        let mut verdict = if self.others == 0 { Verdict::Pass } else { Verdict::Unknown };
        for (_, index) in &self.hosts {
            match hosts.get(index.get()) {
                Verdict::Pass => {}
                Verdict::Refuse => return Verdict::Refuse,
                Verdict::Unknown => verdict = Verdict::Unknown,
            }
        }
        verdict
    }
}

impl fmt::Debug for Guards {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} guards", self.hosts.len() + self.others)
    }
}
