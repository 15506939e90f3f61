//! Guards, as far as they can be asked before actix asks them.

use std::{any::Any, cell::Cell, fmt, rc::Rc};

use actix_web::{
    dev::ServiceRequest,
    guard::{self, Guard, GuardContext, Host},
    http::Method,
};

/// actix's guard for a method; `is_last`: nothing behind it refuses a request.
///
/// For a 405, actix's guard lists the methods that were asked about, in memory that it allocates for every request. Where a request
/// passes the last guard, a handler answers it, so the list is not needed.
pub(crate) fn method(method: Method, is_last: bool) -> impl Guard {
    let actix = guard::Method(method.clone());
    guard::fn_guard(move |context: &GuardContext<'_>| {
        (is_last && context.head().method == method) || actix.check(context)
    })
}

/// The guards of a scope, a resource or a route, shared with actix.
#[derive(Default)]
pub(crate) struct Guards {
    /// Guards for hosts, which read the head of a request alone, and let a preflight pass exactly when they let the request
    /// behind it pass. With the place of each among those of the application.
    hosts: Vec<(Rc<dyn Guard>, Cell<usize>)>,
    /// Guards that may read what a preflight does not show, or what a middleware puts into a request.
    others: usize,
}

/// The answers of an application's guards for hosts to one request; `None`: they have not been asked.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Hosts(Option<u64>);

impl Hosts {
    /// Each guard is asked once. Those beyond the 64th are not asked.
    pub(crate) fn ask(guards: &[Rc<dyn Guard>], request: &ServiceRequest) -> Self {
        let passes = |guard: &Rc<dyn Guard>| u64::from(guard.check(&request.guard_ctx()));
        Hosts(Some(guards.iter().take(64).zip(0..).fold(0, |bits, (guard, bit)| bits | passes(guard) << bit)))
    }

    fn passes(self, place: usize) -> Verdict {
        match u32::try_from(place).ok().and_then(|place| self.0?.checked_shr(place)) {
            None => Verdict::Unknown,
            Some(bits) if bits & 1 == 1 => Verdict::Pass,
            Some(_) => Verdict::Refuse,
        }
    }
}

/// The answer of guards to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Pass,
    Refuse,
    /// Known when actix asks them.
    Unknown,
}

impl Guards {
    /// Adds a guard; what is returned does the same, for actix.
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

    /// Adds the guards for hosts to those of the application.
    pub(super) fn list_hosts(&self, all: &mut Vec<Rc<dyn Guard>>) {
        for (guard, place) in &self.hosts {
            place.set(all.len());
            all.push(guard.clone());
        }
    }

    pub(super) fn check(&self, hosts: Hosts) -> Verdict {
        let mut verdict = if self.others == 0 { Verdict::Pass } else { Verdict::Unknown };
        for (_, place) in &self.hosts {
            match hosts.passes(place.get()) {
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
