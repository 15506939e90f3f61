//! How far a request has come, noted on its way in and read on the way out.
//!
//! Routing is actix's alone: which handler runs is known only once actix has chosen it. So every mounted resource notes its
//! policies when a request comes in, and whatever comes out is decorated by them, also an error, which has lost its request.

use std::{
    cell::Cell,
    future::{Future, Ready, ready},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

use actix_web::{
    Error,
    dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready},
    error::InternalError,
    guard::{self, Guard},
};
use cors_core::{Decision, Refusal};
use pin_project_lite::pin_project;

use crate::{
    notes::{note, verdicts},
    prepared::Prepared,
    request::Head,
    response::{self, EXPLAIN},
};

/// How far a request has come.
#[derive(Debug, Clone, Default)]
pub(crate) enum Step {
    /// To the middleware of the application or of a scope: a router is still in front of it.
    #[default]
    Outside,
    /// Past that middleware, to a router. If nothing else is noted, whatever ran has no policy.
    Routed,
    /// To a resource with these policies.
    Chosen(Rc<Prepared>),
}

impl Step {
    /// Why the handler that was chosen must not run. Where it could be foreseen, this has been asked before.
    fn refusal(&self, request: &ServiceRequest) -> Option<Refusal> {
        let Step::Chosen(prepared) = self else { return None };
        if !prepared.policies.is_enforced() {
            return None;
        }
        match prepared.policies.decide_with(&Head::of(request), &verdicts(request.head())) {
            Decision::Refuse(refusal) => Some(refusal),
            Decision::Answer(_) | Decision::Forward(_) => None,
        }
    }

    /// A guard that notes the step. It lets everything pass, so as the last of a service's or a route's guards it is asked when
    /// actix has chosen that one, and then only.
    pub(crate) fn guard(self) -> impl Guard {
        self.guard_unless(Rc::default())
    }

    /// The same for what need not be noted where somebody else has noted it.
    pub(crate) fn guard_unless(self, is_noted: Rc<Cell<bool>>) -> impl Guard {
        guard::fn_guard(move |context| {
            if !is_noted.get() {
                note(context.head(), &self);
            }
            true
        })
    }
}

/// A middleware that notes that a request comes to a router.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Routed;

impl<S, B> Transform<S, ServiceRequest> for Routed
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
{
    type Response = ServiceResponse<B>;
    type Error = Error;
    type Transform = NotingRouted<S>;
    type InitError = ();
    type Future = Ready<Result<NotingRouted<S>, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(NotingRouted { inner }))
    }
}

pub(crate) struct NotingRouted<S> {
    inner: S,
}

impl<S, B> Service<ServiceRequest> for NotingRouted<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
{
    type Response = ServiceResponse<B>;
    type Error = Error;
    type Future = S::Future;

    forward_ready!(inner);

    fn call(&self, request: ServiceRequest) -> Self::Future {
        note(request.head(), &Step::Routed);
        self.inner.call(request)
    }
}

/// A middleware that notes a step where there is more to do.
#[derive(Debug, Clone)]
pub(crate) struct Note(pub(crate) Step);

impl<S, B> Transform<S, ServiceRequest> for Note
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
{
    type Response = ServiceResponse<B>;
    type Error = Error;
    type Transform = Noting<S>;
    type InitError = ();
    type Future = Ready<Result<Noting<S>, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(Noting { inner, step: self.0.clone() }))
    }
}

pub(crate) struct Noting<S> {
    inner: S,
    step: Step,
}

impl<S, B> Service<ServiceRequest> for Noting<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
{
    type Response = ServiceResponse<B>;
    type Error = Error;
    type Future = NotingFuture<S::Future>;

    forward_ready!(inner);

    fn call(&self, request: ServiceRequest) -> Self::Future {
        note(request.head(), &self.step);
        if let Some(refusal) = self.step.refusal(&request) {
            return NotingFuture::Refused { refusal };
        }
        NotingFuture::Inner { inner: self.inner.call(request) }
    }
}

pin_project! {
    /// What is inside, or the error that says no.
    #[project = NotingFutureState]
    pub(crate) enum NotingFuture<F> {
        Refused { refusal: Refusal },
        Inner { #[pin] inner: F },
    }
}

impl<F, B> Future for NotingFuture<F>
where
    F: Future<Output = Result<ServiceResponse<B>, Error>>,
{
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.project() {
            NotingFutureState::Refused { refusal } => {
                let response = response::refusal(*refusal, EXPLAIN);
                Poll::Ready(Err(InternalError::from_response(refusal.reason, response).into()))
            }
            NotingFutureState::Inner { inner } => inner.poll(cx),
        }
    }
}
