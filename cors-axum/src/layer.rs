//! The outermost layer.

use std::{
    convert::Infallible,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use cors_core::Decision;
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;

use crate::{
    request::Head,
    response::{self, EXPLAIN, Pending},
    table::SharedTable,
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
    S: Service<Request, Error = Infallible>,
    S::Response: IntoResponse,
{
    type Response = Response;
    type Error = Infallible;
    type Future = CorsFuture<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let pending = match self.table.of(request.extensions()) {
            None => None,
            Some(policies) => match policies.decide(&Head(&request)) {
                Decision::Answer(answer) => {
                    return CorsFuture::Answered { response: Some(response::preflight(&answer, &request, EXPLAIN)) };
                }
                Decision::Forward(decoration) => Some(Pending::new(&decoration, &request)),
            },
        };
        CorsFuture::Forwarded { inner: self.inner.call(request), pending }
    }
}

pin_project! {
    /// The response: made here, or by the route.
    #[project = CorsFutureState]
    pub(crate) enum CorsFuture<F> {
        Answered { response: Option<Response> },
        Forwarded { #[pin] inner: F, pending: Option<Pending> },
    }
}

impl<F, R> Future for CorsFuture<F>
where
    F: Future<Output = Result<R, Infallible>>,
    R: IntoResponse,
{
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
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
        }
    }
}
