//! How far a request has come, noted on its way in and read on the way out.
//!
//! Routing is actix's alone: which handler runs is known only once actix has chosen it. So every mounted resource notes its
//! policies when a request comes in, and whatever comes out is decorated by them, also an error, which has lost its request.

use std::{
    cell::{Cell, OnceCell, RefCell},
    fmt,
    future::{Future, Ready, ready},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

use actix_web::{
    Error,
    dev::{Extensions, Service, ServiceRequest, ServiceResponse, Transform, forward_ready},
    error::InternalError,
    guard::{self, Guard},
};
use cors_core::{Decision, Refusal, Verdicts};
use pin_project_lite::pin_project;

use crate::{
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

/// The note itself: what the request and whoever watches it share.
#[derive(Default)]
pub(crate) struct Noted {
    step: Cell<Step>,
    /// The path with which the request came in.
    path: RefCell<String>,
    /// What was said of the request's origin before it came in.
    verdicts: OnceCell<Verdicts>,
}

impl fmt::Debug for Noted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Noted").field("path", &self.path).finish_non_exhaustive()
    }
}

/// A note as a request carries it. Not in the request's extensions, which would allocate for every request: in a container of
/// data, of which actix forgets all but the application's own when the request is gone.
#[derive(Debug, Clone)]
pub(crate) struct Progress {
    container: Rc<Extensions>,
    noted: Rc<Noted>,
}

impl Progress {
    fn new() -> Self {
        let noted = Rc::new(Noted::default());
        let mut container = Extensions::new();
        container.insert(noted.clone());
        Progress { container: Rc::new(container), noted }
    }

    /// How far the request has come. Asked once.
    #[inline]
    pub(crate) fn step(&self) -> Step {
        self.noted.step.take()
    }

    /// Gives the path with which the request came in to `see`.
    pub(crate) fn with_path<T>(&self, see: impl FnOnce(&str) -> T) -> T {
        see(&self.noted.path.borrow())
    }

    pub(crate) fn verdicts(&self) -> &Verdicts {
        self.noted.verdicts()
    }
}

impl Noted {
    fn verdicts(&self) -> &Verdicts {
        self.verdicts.get().unwrap_or(Verdicts::NONE)
    }

    /// Why the handler that was chosen must not run. Where it could be foreseen, this has been asked before.
    fn refusal(&self, step: &Step, request: &ServiceRequest) -> Option<Refusal> {
        let Step::Chosen(prepared) = step else { return None };
        if !prepared.policies.is_enforced() {
            return None;
        }
        match prepared.policies.decide_with(&Head::of(request), self.verdicts()) {
            Decision::Refuse(refusal) => Some(refusal),
            Decision::Answer(_) | Decision::Forward(_) => None,
        }
    }
}

/// Notes that nobody needs any more, so that a request has one without allocating it.
#[derive(Debug, Default)]
pub(crate) struct Notes(RefCell<Vec<Progress>>);

impl Notes {
    /// As many as actix keeps of requests.
    const MOST: usize = 128;
    /// Who sends a longer path pays for its copy.
    const LONGEST_PATH: usize = 1024;

    /// Begins to watch a request.
    #[inline]
    pub(crate) fn watch(&self, request: &mut ServiceRequest, verdicts: Verdicts) -> Progress {
        // One that a request still carries, which may be for as long as a handler likes, is nobody else's.
        let unused = self.0.borrow_mut().pop().filter(|progress| Rc::strong_count(&progress.container) == 1);
        let progress = unused.unwrap_or_else(Progress::new);
        if verdicts != *Verdicts::NONE {
            // There are none yet: what has had some is not used again.
            let _ = progress.noted.verdicts.set(verdicts);
        }
        let mut path = progress.noted.path.borrow_mut();
        path.clear();
        path.push_str(request.match_info().get_ref().path());
        drop(path);
        progress.noted.step.set(Step::Outside);
        request.add_data_container(progress.container.clone());
        progress
    }

    /// Takes back what is needed no more.
    #[inline]
    pub(crate) fn give_back(&self, progress: Progress) {
        let mut unused = self.0.borrow_mut();
        let is_small = progress.noted.path.borrow().capacity() <= Self::LONGEST_PATH;
        if unused.len() < Self::MOST && is_small && progress.noted.verdicts.get().is_none() {
            unused.push(progress);
        }
    }
}

impl Step {
    /// A guard that notes the step. It lets everything pass, so as the last of a service's or a route's guards it is asked when
    /// actix has chosen that one, and then only.
    pub(crate) fn guard(self) -> impl Guard {
        guard::fn_guard(move |context| {
            // Where nobody watches, the application was not finished with `finish`; there is no policy to enforce then.
            if let Some(noted) = context.app_data::<Rc<Noted>>() {
                noted.step.set(self.clone());
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
        if let Some(noted) = request.app_data::<Rc<Noted>>() {
            noted.step.set(Step::Routed);
        }
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
        if let Some(noted) = request.app_data::<Rc<Noted>>() {
            noted.step.set(self.step.clone());
            if let Some(refusal) = noted.refusal(&self.step, &request) {
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
