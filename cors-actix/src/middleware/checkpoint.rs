//! Checkpoints, which record how far a request has come, and where a handler's policy refuses it.

use std::{cell::OnceCell, rc::Rc};

use actix_web::{
    HttpMessage as _, HttpResponse,
    dev::{Extensions, ServiceRequest},
    guard::{self, Guard},
    http::Method,
};
use cors_core::{__private::Decided, Decision, Policy, Verdicts};

use super::{
    http::{self, Prepared, RequestView},
    routed_view::RoutedView,
    tracking::{Judged, Progress, RequestState, Tracked},
};
use crate::{observe::event::report, routing::guards::HostVerdicts};

/// A mounted service that requests reach.
#[derive(Clone)]
pub(crate) enum Checkpoint {
    /// A scope: next its middleware, then its router.
    Scope,
    /// A router. The service that it chooses has no policy, unless that is a checkpoint itself.
    Router,
    /// A handler without a policy.
    WithoutPolicy,
    /// The default service of this crate, which answers 404.
    NotFound,
    /// A resource: next its middleware, then its routes.
    Resource(Rc<Switchable>),
    /// A resource without a route for the request, which actix answers 405.
    NoRoute(Rc<Switchable>),
    /// A handler, with its own policy alone.
    Handler(Rc<Switchable>),
}

/// The policies of a checkpoint. The application that is finished around it may be off.
pub(crate) struct Switchable {
    on: Rc<Prepared>,
    off: OnceCell<Rc<Prepared>>,
}

impl Switchable {
    pub(crate) fn new(policies: Prepared) -> Rc<Self> {
        Rc::new(Switchable { on: Rc::new(policies), off: OnceCell::new() })
    }

    /// The policies for a request.
    #[inline]
    fn of(&self, state: &RequestState) -> &Rc<Prepared> {
        let closed = || Rc::new(Prepared::new(self.on.policies().clone().closed()));
        if state.is_enabled { &self.on } else { self.off.get_or_init(closed) }
    }
}

/// Tells an outer middleware of this crate to leave the response unchanged, because an inner one answers.
pub(crate) fn skip_outer(request: &ServiceRequest) {
    record(&request.extensions(), request.method(), &Checkpoint::WithoutPolicy);
}

#[inline]
fn record(extensions: &Extensions, method: &Method, checkpoint: &Checkpoint) {
    if let Some(Tracked(state)) = extensions.get() {
        state.progress.set(checkpoint.progress(state, method));
    }
}

impl Checkpoint {
    pub(crate) fn of_handler(policy: &'static Policy) -> Self {
        Checkpoint::Handler(Switchable::new(Prepared::of_handler(policy)))
    }

    /// Returns a guard that records the requests that reach it. It goes behind all other guards, where actix asks it once it has
    /// chosen the service.
    pub(crate) fn guard(self) -> impl Guard {
        self.recording_guard(true)
    }

    /// Returns a guard that records the requests that reach it and refuses them, for a route behind the last one.
    pub(crate) fn refusing_guard(self) -> impl Guard {
        self.recording_guard(false)
    }

    fn recording_guard(self, passes: bool) -> impl Guard {
        guard::fn_guard(move |context| {
            record(&context.req_data(), &context.head().method, &self);
            passes
        })
    }

    #[inline]
    fn progress(&self, state: &RequestState, method: &Method) -> Progress {
        match self {
            Checkpoint::Scope => Progress::Middleware,
            Checkpoint::Router | Checkpoint::WithoutPolicy => Progress::WithoutPolicy,
            Checkpoint::NotFound => Progress::NotFound,
            Checkpoint::Resource(policies) => {
                let prepared = policies.of(state);
                match state.serving(prepared.policies(), method) {
                    Some(serving) => Progress::Policies(prepared.clone(), serving),
                    None => Progress::WithoutPolicy,
                }
            }
            Checkpoint::NoRoute(policies) => {
                let prepared = policies.of(state);
                Progress::Policies(prepared.clone(), state.unserved(prepared.policies()))
            }
            Checkpoint::Handler(policies) => {
                let prepared = policies.of(state);
                // If a middleware has changed the method, the policy has to allow both.
                let policies = prepared.policies();
                let serving = state.serving(policies, method).unwrap_or_else(|| policies.serving(""));
                Progress::Policies(prepared.clone(), serving)
            }
        }
    }

    /// Records a request. Returns the response if the handler's policy refuses it.
    pub(crate) fn refuse(&self, request: &ServiceRequest) -> Option<HttpResponse> {
        match self {
            Checkpoint::Handler(policies) if policies.on.policies().may_refuse() => self.enforce(request),
            _ => {
                record(&request.extensions(), request.method(), self);
                None
            }
        }
    }

    #[cold]
    fn enforce(&self, request: &ServiceRequest) -> Option<HttpResponse> {
        let tracked = request.extensions().get().map(|Tracked(state)| state.clone());
        // Without the outermost middleware no source was queried, so no origin of a source is allowed.
        let state = tracked.unwrap_or_else(|| {
            let view = RequestView::of(request);
            RequestState::new(view, Verdicts::default(), HostVerdicts::default(), Some(Judged::of(view)), true)
        });
        let Progress::Policies(prepared, serving) = self.progress(&state, request.method()) else { return None };
        let view = RoutedView { state: &state, request: Some(request.request()) };
        let (policies, verdicts) = (prepared.policies(), &state.verdicts);
        let decision = policies.decide(&view, serving, verdicts);
        let Decision::Refuse(read) = decision else {
            state.progress.set(Progress::Policies(prepared.clone(), serving));
            return None;
        };
        let decided = Decided { request: &view, policies, serving, verdicts, decision: &decision, doubt: None };
        report(&decided, request.match_pattern().unwrap_or_default());
        state.progress.set(Progress::Refused(read));
        Some(http::refusal(read, || decided.reason()))
    }
}
