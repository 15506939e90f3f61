//! Guards, as far as they can be asked before actix asks them.

use std::{any::Any, cell::Cell, fmt, rc::Rc};

use actix_web::{
    dev::ServiceRequest,
    guard::{self, Guard, GuardContext, Host, Post},
    http::Method,
};

/// actix's guard for a method; `is_last`: nothing behind it refuses a request.
///
/// actix's writes for every request a list of the methods that were asked about, in memory that it allocates, because a 405 names
/// them. Who passes the last guard is answered by a handler, so nobody reads the list then, and it is not written.
pub(crate) fn method(method: Method, is_last: bool) -> impl Guard {
    let actix = guard::Method(method.clone());
    guard::fn_guard(move |context: &GuardContext<'_>| {
        (is_last && context.head().method == method) || actix.check(context)
    })
}

/// The guards of a scope, a resource or a route, shared with actix.
#[derive(Default)]
pub(crate) struct Guards {
    /// Those that let a preflight pass exactly when they let the request behind it pass: it goes to the same host.
    hosts: Vec<Rc<dyn Guard>>,
    /// Those that look at what a preflight does not show, or may.
    others: Vec<Rc<dyn Guard>>,
    /// There is one whose answer nobody but actix may ask for: actix's method guards keep a list of who has asked.
    unasked: bool,
    /// Of a route: its resource has noted all that there is to note.
    is_noted: Rc<Cell<bool>>,
}

/// What the guards say to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Pass,
    Refuse,
    /// It will turn out when actix asks them.
    Unknown,
}

/// Who wants to know, and when.
#[derive(Clone, Copy)]
pub(crate) enum Ask<'r> {
    /// For the request that this preflight announces.
    Preflight(&'r ServiceRequest),
    /// For this very request.
    Actual(&'r ServiceRequest),
    /// For a request that is gone.
    Gone,
}

impl Guards {
    /// Adds a guard; what is returned does the same, for actix.
    pub(crate) fn add<G: Guard + 'static>(&mut self, guard: G) -> Rc<dyn Guard> {
        let is = |known: &dyn Any| known.type_id() == (&guard as &dyn Any).type_id();
        let (host, method) = (is(&Host("")), is(&Post()));
        let guard: Rc<dyn Guard> = Rc::new(guard);
        match (host, method) {
            (true, _) => self.hosts.push(guard.clone()),
            (_, true) => self.unasked = true,
            _ => self.others.push(guard.clone()),
        }
        guard
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.hosts.is_empty() && self.others.is_empty() && !self.unasked
    }

    /// Whether the route with these guards need not note that it was chosen: known when its resource is complete.
    pub(crate) fn is_noted(&self) -> &Rc<Cell<bool>> {
        &self.is_noted
    }

    pub(crate) fn check(&self, ask: Ask<'_>) -> Verdict {
        let pass = |guards: &[Rc<dyn Guard>], request: &ServiceRequest| {
            guards.iter().all(|guard| guard.check(&request.guard_ctx()))
        };
        let (hosts, others) = match ask {
            _ if self.is_empty() => return Verdict::Pass,
            Ask::Gone => return Verdict::Unknown,
            Ask::Preflight(request) => (pass(&self.hosts, request), None),
            Ask::Actual(request) => (pass(&self.hosts, request), Some(pass(&self.others, request))),
        };
        match (hosts, others) {
            (false, _) | (_, Some(false)) => Verdict::Refuse,
            (true, Some(true)) if !self.unasked => Verdict::Pass,
            (true, None) if self.others.is_empty() && !self.unasked => Verdict::Pass,
            _ => Verdict::Unknown,
        }
    }
}

impl fmt::Debug for Guards {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} guards", self.hosts.len() + self.others.len() + usize::from(self.unasked))
    }
}
