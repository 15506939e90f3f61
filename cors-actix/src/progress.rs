//! How far a request has come, noted on its way in and read on the way out.
//!
//! Routing is actix's alone: which handler runs is known only once actix has chosen it. So every mounted resource notes its
//! policies when a request comes in, and whatever comes out is decorated by them, also an error, which has lost its request.

use std::{
    cell::RefCell,
    future::{Ready, ready},
    rc::Rc,
};

use actix_web::{
    Error, HttpMessage as _,
    dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready},
};
use cors_core::PathPolicies;

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
pub(crate) struct Progress(Rc<RefCell<Step>>);

impl Progress {
    /// Begins to watch a request.
    pub(crate) fn watch(request: &ServiceRequest) -> Self {
        let progress = Progress::default();
        request.extensions_mut().insert(progress.clone());
        progress
    }

    pub(crate) fn step(&self) -> Step {
        self.0.try_borrow().map_or(Step::Routed, |step| step.clone())
    }

    fn note(&self, step: Step) {
        if let Ok(mut noted) = self.0.try_borrow_mut() {
            *noted = step;
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
    type Future = S::Future;

    forward_ready!(inner);

    fn call(&self, request: ServiceRequest) -> Self::Future {
        // Where nobody watches, the application was not finished with `finish`; there is no policy to enforce then.
        if let Some(progress) = request.extensions().get::<Progress>() {
            progress.note(self.step.clone());
        }
        self.inner.call(request)
    }
}
