//! Which handler ran: a mark in the request's extensions.
//!
//! Routing is actix's alone, so which handler runs is known only once actix has chosen it. The outermost middleware puts a [`Slot`]
//! into the extensions of the request and keeps it, because an actix `Error` no longer carries its request. Everything that this
//! crate mounts sets the slot's mark on the way in; the mark says by which policies the response is decorated.

use std::{cell::Cell, rc::Rc};

use actix_web::{
    HttpMessage as _, HttpRequest,
    dev::{ServiceRequest, Url},
    http::{Method, header::HeaderValue},
};
use cors_core::{Decision, PathPolicies, Serving, Verdicts};

use super::http::{Head, Prepared, Value};
use crate::routing::guards::Hosts;

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

/// What is kept of a request while it runs. A clone of the request itself would make actix panic when it routes.
pub(crate) struct Slot {
    pub(super) mark: Cell<Mark>,
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
pub(super) struct Tracked(pub(super) Rc<Slot>);

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
    pub(super) fn serving(&self, policies: &PathPolicies, method: &Method) -> Option<Serving> {
        let serving = policies.serving(method.as_str());
        let is_same = self.method == *method || policies.serving(self.method.as_str()) == serving;
        is_same.then_some(serving)
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
