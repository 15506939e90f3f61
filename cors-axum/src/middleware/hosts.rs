//! The layer that refuses requests for hosts that a router does not list, outside all other layers.

use std::{
    convert::Infallible,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use axum::{
    extract::Request,
    response::Response,
    routing::{Route, future::RouteFuture},
};
use cors_core::{__private::Decided, HostList, ReadHeaders, RequestHead as _, vary_by};
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;

use super::{
    http::{self, Headers, Pattern, RequestView},
    intercept::{is_inside, mark_decorated},
};
use crate::observe::event::report;

/// Refuses requests for other hosts.
#[derive(Debug, Clone)]
pub(crate) struct HostsLayer {
    hosts: HostList,
    /// The pattern of the route, for the log.
    pattern: Arc<str>,
}

impl HostsLayer {
    pub(crate) fn new(hosts: HostList, pattern: &str) -> Self {
        HostsLayer { hosts, pattern: pattern.into() }
    }
}

impl Layer<Route> for HostsLayer {
    type Service = Hosts;

    fn layer(&self, route: Route) -> Hosts {
        Hosts { route, layer: self.clone() }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Hosts {
    route: Route,
    layer: HostsLayer,
}

impl Service<Request> for Hosts {
    type Response = Response;
    type Error = Infallible;
    type Future = HostsFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // A route is always ready.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> HostsFuture {
        if self.layer.hosts.allow(RequestView::new(&request).authority()) {
            HostsFuture::Forwarded { route: self.route.call(request) }
        } else {
            HostsFuture::Refused { response: Some(refuse(&request, &self.layer.pattern)) }
        }
    }
}

#[cold]
pub(super) fn refuse(request: &Request, pattern: &str) -> Response {
    let view = RequestView::new(request);
    let decided = Decided::for_another_host(&view);
    report(&decided, Pattern { request, own: pattern });
    mark_decorated(http::refusal(ReadHeaders::HOST, || decided.reason()), is_inside(request))
}

pin_project! {
    /// The response, from the layer itself or from the route.
    #[project = HostsFutureState]
    pub(crate) enum HostsFuture {
        Refused { response: Option<Response> },
        Forwarded { #[pin] route: RouteFuture<Infallible> },
    }
}

impl Future for HostsFuture {
    type Output = Result<Response, Infallible>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.project() {
            HostsFutureState::Refused { response } => match response.take() {
                Some(response) => Poll::Ready(Ok(response)),
                // Polled after completion: not worth a panic.
                None => Poll::Pending,
            },
            HostsFutureState::Forwarded { route } => {
                let Ok(mut response) = ready!(route.poll(cx));
                vary_by(ReadHeaders::HOST, &mut Headers(response.headers_mut()));
                Poll::Ready(Ok(response))
            }
        }
    }
}
