//! The floor in actix-web: what somebody writes who knows the one origin, the methods and the headers of this one application,
//! and nothing else: no list, no merging of `Vary`, no other path, no error without a response, no event.

use std::{
    future::{Future, Ready, ready},
    pin::Pin,
    task::{Context, Poll, ready as poll_ready},
};

use actix_web::{
    Error, HttpResponse,
    body::{EitherBody, MessageBody},
    dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready},
    http::{
        Method, StatusCode,
        header::{self, HeaderValue},
    },
};
use pin_project_lite::pin_project;

use crate::policy::{EXPOSE_HEADERS, FIRST};

pub(super) struct Floor;

pub(super) struct FloorMiddleware<S> {
    inner: S,
}

impl<S, B> Transform<S, ServiceRequest> for Floor
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    B: MessageBody,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = Error;
    type Transform = FloorMiddleware<S>;
    type InitError = ();
    type Future = Ready<Result<FloorMiddleware<S>, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(FloorMiddleware { inner }))
    }
}

impl<S, B> Service<ServiceRequest> for FloorMiddleware<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    B: MessageBody,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = Error;
    type Future = FloorFuture<S::Future, B>;

    forward_ready!(inner);

    fn call(&self, request: ServiceRequest) -> Self::Future {
        let origin = request.headers().get(header::ORIGIN);
        let is_allowed = origin.is_some_and(|origin| origin == FIRST);
        let is_preflight = request.method() == Method::OPTIONS
            && origin.is_some()
            && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        if is_preflight {
            let response = request.into_response(preflight(is_allowed)).map_into_right_body();
            return FloorFuture::Answered { response: Some(response) };
        }
        FloorFuture::Forwarded { inner: self.inner.call(request), is_allowed }
    }
}

fn preflight(is_allowed: bool) -> HttpResponse {
    let status = if is_allowed { StatusCode::NO_CONTENT } else { StatusCode::FORBIDDEN };
    let mut response = HttpResponse::new(status);
    let headers = response.headers_mut();
    headers.insert(
        header::VARY,
        HeaderValue::from_static("Origin, Access-Control-Request-Method, Access-Control-Request-Headers"),
    );
    if !is_allowed {
        return response;
    }
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static(FIRST));
    headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    // actix-web does not serve `HEAD` by a handler for `GET`.
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type, authorization"));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200"));
    response
}

pin_project! {
    #[project = FloorFutureState]
    pub(super) enum FloorFuture<F, B> {
        Answered { response: Option<ServiceResponse<EitherBody<B>>> },
        Forwarded { #[pin] inner: F, is_allowed: bool },
    }
}

impl<F, B> Future for FloorFuture<F, B>
where
    F: Future<Output = Result<ServiceResponse<B>, Error>>,
{
    type Output = Result<ServiceResponse<EitherBody<B>>, Error>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.project() {
            FloorFutureState::Answered { response } => Poll::Ready(Ok(response.take().expect("polled once"))),
            FloorFutureState::Forwarded { inner, is_allowed } => {
                let mut response = poll_ready!(inner.poll(cx))?;
                let headers = response.headers_mut();
                if *is_allowed {
                    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static(FIRST));
                    headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
                    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSE_HEADERS));
                }
                headers.append(header::VARY, HeaderValue::from_static("Origin"));
                Poll::Ready(Ok(response.map_into_left_body()))
            }
        }
    }
}
