//! The marks that mounted services set, on the way in.

use std::rc::Rc;

use actix_web::{
    HttpMessage as _, HttpResponse,
    dev::{Extensions, ServiceRequest},
    guard::{self, Guard},
    http::Method,
};
use cors_core::{__private::Decided, Decision, Verdicts};

use super::{
    http::{self, Head, Prepared},
    seen::Seen,
    tracking::{Mark, Slot, Tracked},
};
use crate::{observe::event::report, routing::guards::Hosts};

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
