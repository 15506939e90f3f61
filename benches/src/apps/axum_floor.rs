//! The floor in axum: what somebody writes who knows the one origin, the methods and the headers of this one application, and
//! nothing else: no list, no merging of `Vary`, no other path, no event.

use std::{
    convert::Infallible,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    response::Response,
    routing::Route,
};
use pin_project_lite::pin_project;
use tower::{Layer, Service};

use crate::policy::{ALLOW_METHODS, EXPOSE_HEADERS, FIRST};

#[derive(Clone)]
pub(super) struct FloorLayer;

impl Layer<Route> for FloorLayer {
    type Service = Floor;

    fn layer(&self, inner: Route) -> Floor {
        Floor { inner }
    }
}

#[derive(Clone)]
pub(super) struct Floor {
    inner: Route,
}

impl Service<Request> for Floor {
    type Response = Response;
    type Error = Infallible;
    type Future = FloorFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> FloorFuture {
        let origin = request.headers().get(header::ORIGIN);
        let is_allowed = origin.is_some_and(|origin| origin == FIRST);
        let is_preflight = request.method() == Method::OPTIONS
            && origin.is_some()
            && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        if is_preflight {
            return FloorFuture::Answered { response: Some(preflight(is_allowed)) };
        }
        FloorFuture::Forwarded { inner: self.inner.call(request), is_allowed }
    }
}

fn preflight(is_allowed: bool) -> Response {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.reserve(8);
    headers.insert(
        header::VARY,
        HeaderValue::from_static("Origin, Access-Control-Request-Method, Access-Control-Request-Headers"),
    );
    if !is_allowed {
        *response.status_mut() = StatusCode::FORBIDDEN;
        return response;
    }
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static(FIRST));
    headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(ALLOW_METHODS));
    headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type, authorization"));
    headers.insert(header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200"));
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

pin_project! {
    #[project = FloorFutureState]
    pub(super) enum FloorFuture {
        Answered { response: Option<Response> },
        Forwarded { #[pin] inner: <Route as Service<Request>>::Future, is_allowed: bool },
    }
}

impl Future for FloorFuture {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.project() {
            FloorFutureState::Answered { response } => Poll::Ready(Ok(response.take().expect("polled once"))),
            FloorFutureState::Forwarded { inner, is_allowed } => {
                let mut response = ready!(inner.poll(cx))?;
                let headers = response.headers_mut();
                if *is_allowed {
                    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static(FIRST));
                    headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
                    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSE_HEADERS));
                }
                headers.append(header::VARY, HeaderValue::from_static("Origin"));
                Poll::Ready(Ok(response))
            }
        }
    }
}
