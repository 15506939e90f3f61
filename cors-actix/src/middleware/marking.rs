//! The middleware and the default services that mark requests.

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

use super::place::Place;

/// A middleware that marks requests, and holds those that a handler's policy refuses.
#[derive(Clone)]
pub(crate) struct Marking(pub(crate) Place);

impl<S, B> Transform<S, ServiceRequest> for Marking
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
{
    type Response = ServiceResponse<B>;
    type Error = Error;
    type Transform = Marked<S>;
    type InitError = ();
    type Future = Ready<Result<Marked<S>, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(Marked { inner, place: self.0.clone() }))
    }
}

/// A service whose requests are marked.
pub(crate) struct Marked<S> {
    inner: S,
    place: Place,
}

impl<S, B> Service<ServiceRequest> for Marked<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
{
    type Response = ServiceResponse<B>;
    type Error = Error;
    type Future = MarkedFuture<S::Future>;

    forward_ready!(inner);

    #[inline]
    fn call(&self, request: ServiceRequest) -> Self::Future {
        match self.place.enter(&request) {
            Some(refusal) => MarkedFuture::Refused { refusal: Some(refusal) },
            None => MarkedFuture::Inner { inner: self.inner.call(request) },
        }
    }
}

pin_project! {
    /// The response of the service inside, or an error with the refusal.
    #[project = MarkedFutureState]
    pub(crate) enum MarkedFuture<F> {
        Refused { refusal: Option<HttpResponse> },
        Inner { #[pin] inner: F },
    }
}

impl<F, B> Future for MarkedFuture<F>
where
    F: Future<Output = Result<ServiceResponse<B>, Error>>,
{
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.project() {
            MarkedFutureState::Refused { refusal } => match refusal.take() {
                Some(refusal) => Poll::Ready(Err(InternalError::from_response("refused by `enforce`", refusal).into())),
                None => Poll::Pending,
            },
            MarkedFutureState::Inner { inner } => inner.poll(cx),
        }
    }
}

/// A default service of the application: a handler without a policy.
pub(crate) struct DefaultService<F>(pub(crate) F);

impl<F> ServiceFactory<ServiceRequest> for DefaultService<F>
where
    F: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = Error>,
    F::Future: 'static,
{
    type Response = ServiceResponse;
    type Error = Error;
    type Config = ();
    type Service = Marked<F::Service>;
    type InitError = F::InitError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Service, F::InitError>>>>;

    fn new_service(&self, (): ()) -> Self::Future {
        let inner = self.0.new_service(());
        Box::pin(async move { Ok(Marked { inner: inner.await?, place: Place::WithoutPolicy }) })
    }
}

/// The answer to requests without a route, as actix gives it where it has no default service.
pub(crate) async fn unserved(request: ServiceRequest) -> Result<ServiceResponse, Error> {
    // It refuses no request.
    let _ = Place::Unserved.enter(&request);
    Ok(request.into_response(HttpResponse::NotFound()))
}
