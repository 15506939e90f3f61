//! The middleware and the default services that are checkpoints.

use std::{
    future::{Future, Ready, ready},
    pin::Pin,
    task::{Context, Poll},
};

use actix_web::{
    Error, HttpResponse,
    dev::{Service, ServiceFactory, ServiceRequest, ServiceResponse, Transform, forward_ready},
    error::InternalError,
};
use pin_project_lite::pin_project;

use super::checkpoint::Checkpoint;

/// A middleware that records requests, and answers those that a handler's policy refuses.
#[derive(Clone)]
pub(crate) struct CheckpointMiddleware(pub(crate) Checkpoint);

impl<S, B> Transform<S, ServiceRequest> for CheckpointMiddleware
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
{
    type Response = ServiceResponse<B>;
    type Error = Error;
    type Transform = CheckpointService<S>;
    type InitError = ();
    type Future = Ready<Result<CheckpointService<S>, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(CheckpointService { inner, checkpoint: self.0.clone() }))
    }
}

pub(crate) struct CheckpointService<S> {
    inner: S,
    checkpoint: Checkpoint,
}

impl<S, B> Service<ServiceRequest> for CheckpointService<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
{
    type Response = ServiceResponse<B>;
    type Error = Error;
    type Future = CheckpointFuture<S::Future>;

    forward_ready!(inner);

    #[inline]
    fn call(&self, request: ServiceRequest) -> Self::Future {
        match self.checkpoint.refuse(&request) {
            Some(refusal) => CheckpointFuture::Refused { refusal: Some(refusal) },
            None => CheckpointFuture::Inner { inner: self.inner.call(request) },
        }
    }
}

pin_project! {
    /// The response of the inner service, or an error with the refusal.
    #[project = CheckpointFutureState]
    pub(crate) enum CheckpointFuture<F> {
        Refused { refusal: Option<HttpResponse> },
        Inner { #[pin] inner: F },
    }
}

impl<F, B> Future for CheckpointFuture<F>
where
    F: Future<Output = Result<ServiceResponse<B>, Error>>,
{
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.project() {
            CheckpointFutureState::Refused { refusal } => match refusal.take() {
                Some(refusal) => {
                    Poll::Ready(Err(InternalError::from_response("refused by the policy", refusal).into()))
                }
                None => Poll::Pending,
            },
            CheckpointFutureState::Inner { inner } => inner.poll(cx),
        }
    }
}

/// A default service of the application.
pub(crate) struct DefaultService<F> {
    pub(crate) inner: F,
    pub(crate) checkpoint: Checkpoint,
}

impl<F> ServiceFactory<ServiceRequest> for DefaultService<F>
where
    F: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = Error>,
    F::Future: 'static,
{
    type Response = ServiceResponse;
    type Error = Error;
    type Config = ();
    type Service = CheckpointService<F::Service>;
    type InitError = F::InitError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Service, F::InitError>>>>;

    fn new_service(&self, (): ()) -> Self::Future {
        let (inner, checkpoint) = (self.inner.new_service(()), self.checkpoint.clone());
        Box::pin(async move { Ok(CheckpointService { inner: inner.await?, checkpoint }) })
    }
}

/// Answers 404, as actix does without a default service.
pub(crate) async fn not_found(request: ServiceRequest) -> Result<ServiceResponse, Error> {
    // Only handlers refuse requests.
    let _ = Checkpoint::NotFound.refuse(&request);
    Ok(request.into_response(HttpResponse::NotFound()))
}
