//! How far a request has come, noted on its way in and read on the way out.
//!
//! Routing is actix's alone: which handler runs is known only once actix has chosen it. So every mounted resource notes its
//! policies when a request comes in, and whatever comes out is decorated by them, also an error, which has lost its request.

use std::{
    cell::RefCell,
    future::{Future, Ready, ready},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

use actix_web::{
    Error, HttpMessage as _,
    dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready},
    error::InternalError,
};
use cors_core::{Decision, PathPolicies, Refusal, Verdicts};
use pin_project_lite::pin_project;

use crate::{
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
    Chosen(Rc<PathPolicies>),
}

/// The note itself, in the request's extensions and outside of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress(Rc<Noted>);

#[derive(Debug, Default)]
struct Noted {
    step: RefCell<Step>,
    /// What was said of the request's origin before it came in.
    verdicts: Verdicts,
}

impl Progress {
    /// Begins to watch a request.
    pub(crate) fn watch(request: &ServiceRequest, verdicts: Verdicts) -> Self {
        let progress = Progress(Rc::new(Noted { step: RefCell::default(), verdicts }));
        request.extensions_mut().insert(progress.clone());
        progress
    }

    pub(crate) fn step(&self) -> Step {
        self.0.step.try_borrow().map_or(Step::Routed, |step| step.clone())
    }

    pub(crate) fn verdicts(&self) -> &Verdicts {
        &self.0.verdicts
    }

    fn note(&self, step: Step) {
        if let Ok(mut noted) = self.0.step.try_borrow_mut() {
            *noted = step;
        }
    }

    /// Why the handler that was chosen must not run. Where it could be foreseen, this has been asked before.
    fn refusal(&self, step: &Step, request: &ServiceRequest) -> Option<Refusal> {
        let Step::Chosen(policies) = step else { return None };
        if !policies.is_enforced() {
            return None;
        }
        match policies.decide_with(&Head(request), self.verdicts()) {
            Decision::Refuse(refusal) => Some(refusal),
            Decision::Answer(_) | Decision::Forward(_) => None,
        }
    }
}

/// A middleware that notes a step.
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
        // Where nobody watches, the application was not finished with `finish`; there is no policy to enforce then.
        let progress = request.extensions().get::<Progress>().cloned();
        if let Some(progress) = progress {
            progress.note(self.step.clone());
            if let Some(refusal) = progress.refusal(&self.step, &request) {
                return NotingFuture::Refused { refusal };
            }
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
