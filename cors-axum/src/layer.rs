//! The outermost layer.

use std::{
    convert::Infallible,
    future::Future,
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use cors_core::{Decided, Decision, Verdicts, report};
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;

use crate::{
    request::{Head, Route},
    response::{self, EXPLAIN, Pending},
    source,
    table::{Path, SharedTable},
};

/// Enforces a table around every route of a finished router, outside every layer that the router has.
#[derive(Debug, Clone)]
pub(crate) struct CorsLayer(pub(crate) SharedTable);

impl<S> Layer<S> for CorsLayer {
    type Service = Cors<S>;

    fn layer(&self, inner: S) -> Cors<S> {
        Cors { inner, table: self.0.clone() }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Cors<S> {
    inner: S,
    table: SharedTable,
}

impl<S> Service<Request> for Cors<S>
where
    S: Service<Request, Error = Infallible> + Clone,
    S::Response: IntoResponse,
{
    type Response = Response;
    type Error = Infallible;
    type Future = CorsFuture<S>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let Some(path) = self.table.of(request.extensions()) else {
            return CorsFuture::Forwarded { inner: self.inner.call(request), pending: None };
        };
        let sources = path.policies.sources(&Head(&request));
        if sources.is_empty() {
            return proceed(&mut self.inner, path, request, Verdicts::NONE);
        }
        let ask = Box::pin(source::ask(request, sources, path.states.clone()));
        // The one that has said that it is ready; the other will be asked again.
        let other = self.inner.clone();
        let inner = mem::replace(&mut self.inner, other);
        CorsFuture::Asking { ask, cors: Some(Cors { inner, table: self.table.clone() }) }
    }
}

/// Does what was decided.
fn proceed<S>(inner: &mut S, path: &Path, request: Request, verdicts: &Verdicts) -> CorsFuture<S>
where
    S: Service<Request, Error = Infallible>,
{
    let head = Head(&request);
    let report = |decided| report(&path.policies, &head, Route(&request), decided);
    let pending = match path.policies.decide_with(&head, verdicts) {
        Decision::Answer(answer) => {
            report(Decided::Preflight(answer.reason));
            return CorsFuture::Answered { response: Some(response::preflight(&answer, &request, EXPLAIN)) };
        }
        Decision::Refuse(refusal) => {
            report(Decided::Refused(refusal.reason));
            return CorsFuture::Answered { response: Some(response::refusal(refusal, EXPLAIN)) };
        }
        Decision::Forward(decoration) => {
            report(Decided::Actual(decoration.reason));
            Pending::new(&decoration, &request)
        }
    };
    CorsFuture::Forwarded { inner: inner.call(request), pending: Some(pending) }
}

type Ask = Pin<Box<dyn Future<Output = (Request, Verdicts)> + Send>>;

pin_project! {
    /// The response: made here, or by the route.
    #[project = CorsFutureState]
    pub(crate) enum CorsFuture<S: Service<Request>> {
        Asking { ask: Ask, cors: Option<Cors<S>> },
        Answered { response: Option<Response> },
        Forwarded { #[pin] inner: S::Future, pending: Option<Pending> },
    }
}

impl<S> Future for CorsFuture<S>
where
    S: Service<Request, Error = Infallible>,
    S::Response: IntoResponse,
{
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if let CorsFutureState::Asking { ask, cors } = self.as_mut().project() {
            let (request, verdicts) = ready!(ask.as_mut().poll(cx));
            let Some(Cors { mut inner, table }) = cors.take() else { return Poll::Pending };
            let next = match table.of(request.extensions()) {
                Some(path) => proceed(&mut inner, path, request, &verdicts),
                None => CorsFuture::Forwarded { inner: inner.call(request), pending: None },
            };
            self.set(next);
        }
        match self.project() {
            CorsFutureState::Answered { response } => match response.take() {
                Some(response) => Poll::Ready(Ok(response)),
                // Polled again after it was ready: never the case in a server, and no reason to bring one down.
                None => Poll::Pending,
            },
            CorsFutureState::Forwarded { inner, pending } => {
                let Ok(response) = ready!(inner.poll(cx));
                let mut response = response.into_response();
                if let Some(pending) = pending.take() {
                    pending.decorate(&mut response);
                }
                Poll::Ready(Ok(response))
            }
            CorsFutureState::Asking { .. } => Poll::Pending,
        }
    }
}
