//! Which handler ran: a mark in the request's extensions.
//!
//! Routing is actix's alone, so which handler runs is known only once actix has chosen it. The outermost middleware puts a [`Slot`]
//! into the extensions of the request and keeps it, because an actix `Error` no longer carries its request. Everything that this
//! crate mounts sets the slot's mark on the way in; the mark says by which policies the response is decorated.

use std::{cell::Cell, rc::Rc};

use actix_web::{
    HttpMessage as _, HttpRequest, HttpResponse,
    dev::{Extensions, ServiceRequest, Url},
    guard::{self, Guard},
    http::{Method, header::HeaderValue},
};
use cors_core::{__private::Decided, Decision, PathPolicies, Serving, Verdicts};

use crate::{
    event::report,
    http::{self, Head, Prepared, Seen, Value},
    routing::Hosts,
};

/// How far a request has come.
#[derive(Default)]
pub(crate) enum Mark {
    /// A router is still ahead: a middleware of the application or of a scope answers.
    #[default]
    Outside,
    /// What answers has no policy: a service that is not of this crate, a handler without one. The response is left as it is.
    Foreign,
    /// No service was found: actix's own 404 answers.
    Unserved,
    /// A handler or a resource with these policies answers.
    Of(Rc<Prepared>, Serving),
    /// The policy of the chosen handler has refused the request.
    Refused,
}

/// A mounted service, which marks the requests that come to it.
#[derive(Clone)]
pub(crate) enum Place {
    /// A scope: its middleware is ahead, and then its router.
    Scope,
    /// A router. What it chooses has no policy, unless that sets another mark.
    Router,
    /// A handler without a policy.
    WithoutPolicy,
    /// The default service of this crate.
    Unserved,
    /// A resource: its middleware is ahead, and then its routes.
    Resource(Rc<Prepared>),
    /// A resource that has no route for the request: actix's own 405 answers.
    NoRoute(Rc<Prepared>),
    /// A handler, with its own policy alone.
    Handler(Rc<Prepared>),
}

/// What is kept of a request while it runs. A clone of the request itself would make actix panic when it routes.
pub(crate) struct Slot {
    mark: Cell<Mark>,
    /// The method that the client sent.
    pub(crate) method: Method,
    url: Url,
    /// The part of the path that routers outside have matched.
    matched: usize,
    /// The first line of `Origin`.
    origin: Option<Value>,
    /// The second: two are as bad as many.
    another: Option<Box<HeaderValue>>,
    /// What sources have said of the origin.
    pub(crate) verdicts: Verdicts,
    /// What guards have said of the host.
    pub(crate) hosts: Hosts,
    /// The request comes from a page of the server's own origin. Found out only where requests may be refused.
    pub(crate) is_own: Cell<bool>,
}

/// The slot in the request's extensions.
struct Tracked(Rc<Slot>);

impl Slot {
    #[inline]
    pub(crate) fn new(head: Head<'_>, verdicts: Verdicts, hosts: Hosts) -> Rc<Self> {
        let path = head.request.match_info();
        let lines = head.origin_lines();
        Rc::new(Slot {
            mark: Cell::default(),
            method: head.request.method().clone(),
            url: path.get_ref().clone(),
            matched: path.get_ref().path().len().saturating_sub(path.unprocessed().len()),
            origin: lines.first().cloned().map(Value),
            another: lines.get(1).map(|line| Box::new(line.clone())),
            verdicts,
            hosts,
            is_own: Cell::new(false),
        })
    }

    /// Begins to track a request.
    #[inline]
    pub(crate) fn track(self: &Rc<Self>, request: &ServiceRequest) {
        if let Some(Tracked(outer)) = request.extensions_mut().insert(Tracked(self.clone())) {
            outer.mark.set(Mark::Foreign);
        }
    }

    /// Whether a request is tracked by this slot still: a middleware may have cleared the extensions.
    pub(crate) fn tracks(self: &Rc<Self>, request: &HttpRequest) -> bool {
        request.extensions().get::<Tracked>().is_some_and(|Tracked(slot)| Rc::ptr_eq(slot, self))
    }

    /// The mark, for the response.
    #[inline]
    pub(crate) fn take_mark(&self) -> Mark {
        self.mark.take()
    }

    /// The path as it was sent, as far as routers outside have left it.
    pub(crate) fn path(&self) -> &str {
        self.full_path().get(self.matched..).unwrap_or_default()
    }

    /// The whole path as it was sent.
    pub(crate) fn full_path(&self) -> &str {
        self.url.path()
    }

    #[inline]
    pub(crate) fn sent_origin(&self) -> Option<&Value> {
        self.origin.as_ref()
    }

    #[inline]
    pub(crate) fn origin_lines(&self) -> impl Iterator<Item = &HeaderValue> {
        self.origin.iter().map(|Value(line)| line).chain(self.another.as_deref())
    }

    /// The handler that serves a request, where the method that was sent and that which a middleware has made of it have the same.
    #[inline]
    fn serving(&self, policies: &PathPolicies, method: &Method) -> Option<Serving> {
        let serving = policies.serving(method.as_str());
        let is_same = self.method == *method || policies.serving(self.method.as_str()) == serving;
        is_same.then_some(serving)
    }
}

/// Says to a middleware of this crate outside that another one, which is inside, answers the request.
pub(crate) fn leave_outside(request: &ServiceRequest) {
    mark(&request.extensions(), request.method(), &Place::WithoutPolicy);
}

#[inline]
fn mark(extensions: &Extensions, method: &Method, place: &Place) {
    if let Some(Tracked(slot)) = extensions.get() {
        slot.mark.set(place.mark(slot, method));
    }
}

impl Place {
    /// A guard that marks the requests that come to it, for the end of a list of guards: there it is asked when actix has chosen
    /// what they guard.
    pub(crate) fn guard(self) -> impl Guard {
        self.guard_that(true)
    }

    /// The same, which refuses every request: for behind the last route.
    pub(crate) fn refusing_guard(self) -> impl Guard {
        self.guard_that(false)
    }

    fn guard_that(self, passes: bool) -> impl Guard {
        guard::fn_guard(move |context| {
            mark(&context.req_data(), &context.head().method, &self);
            passes
        })
    }

    #[inline]
    fn mark(&self, slot: &Slot, method: &Method) -> Mark {
        match self {
            Place::Scope => Mark::Outside,
            Place::Router | Place::WithoutPolicy => Mark::Foreign,
            Place::Unserved => Mark::Unserved,
            Place::Resource(prepared) => match slot.serving(prepared.policies(), method) {
                Some(serving) => Mark::Of(prepared.clone(), serving),
                None => Mark::Foreign,
            },
            Place::NoRoute(prepared) => Mark::Of(prepared.clone(), slot.unserved(prepared.policies())),
            Place::Handler(prepared) => {
                // Where a middleware has changed the method, both have to be those that the policy allows.
                let policies = prepared.policies();
                let serving = slot.serving(policies, method).unwrap_or_else(|| policies.serving(""));
                Mark::Of(prepared.clone(), serving)
            }
        }
    }

    /// Marks a request. Returns the response to a request that the policy of this handler refuses.
    pub(crate) fn enter(&self, request: &ServiceRequest) -> Option<HttpResponse> {
        match self {
            Place::Handler(prepared) if prepared.policies().is_enforced() => self.judge(request),
            _ => {
                mark(&request.extensions(), request.method(), self);
                None
            }
        }
    }

    #[cold]
    fn judge(&self, request: &ServiceRequest) -> Option<HttpResponse> {
        let tracked = request.extensions().get().map(|Tracked(slot)| slot.clone());
        // Without the outermost middleware no source has been asked: its origins are not allowed.
        let slot = tracked.unwrap_or_else(|| Slot::new(Head::of(request), Verdicts::default(), Hosts::default()));
        let Mark::Of(prepared, serving) = self.mark(&slot, request.method()) else { return None };
        let seen = Seen { slot: &slot, request: Some(request.request()) };
        let policies = prepared.policies();
        let decision = policies.decide(&seen, serving, &slot.verdicts);
        match &decision {
            Decision::Refuse => {
                let decided = Decided {
                    request: &seen,
                    policies,
                    serving,
                    verdicts: &slot.verdicts,
                    decision: &decision,
                    doubt: None,
                };
                report(&decided, request.match_pattern().unwrap_or_default());
                slot.mark.set(Mark::Refused);
                Some(http::refusal(&prepared, || decided.reason()))
            }
            decision => {
                slot.passes(decision);
                slot.mark.set(Mark::Of(prepared.clone(), serving));
                None
            }
        }
    }
}

impl Slot {
    /// The handler that speaks for a request that none serves: for `HEAD`, that of `GET`.
    pub(crate) fn unserved(&self, policies: &PathPolicies) -> Serving {
        match policies.serving(self.method.as_str()) {
            Serving::WithoutPolicy => Serving::Nothing,
            serving => serving,
        }
    }

    /// Keeps from a decision that an origin passes which is not allowed: that of the server.
    pub(crate) fn passes(&self, decision: &Decision<'_>) {
        if let Decision::Forward(forward) = decision {
            self.is_own.set(self.origin.is_some() && !forward.access().is_allowed());
        }
    }
}
