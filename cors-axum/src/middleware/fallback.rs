//! The layer around fallbacks, which applies the policy of the fallback that serves the path.

use std::{
    convert::Infallible,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{extract::Request, response::Response, routing::Route};
use cors_core::{HostList, ReadHeaders, RequestHead as _, vary_by};
use tower_layer::Layer;
use tower_service::Service;

use super::{
    hosts::refuse,
    http::{Headers, RequestView},
    intercept::CorsLayer,
};
use crate::routing::fallbacks::Fallbacks;

#[derive(Debug, Clone)]
pub(crate) struct FallbackLayer(pub(crate) Arc<Fallbacks>);

impl Layer<Route> for FallbackLayer {
    type Service = FallbackCors;

    fn layer(&self, route: Route) -> FallbackCors {
        FallbackCors { route, fallbacks: self.0.clone() }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct FallbackCors {
    route: Route,
    fallbacks: Arc<Fallbacks>,
}

impl Service<Request> for FallbackCors {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // A route is always ready.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let FallbackCors { mut route, fallbacks } = self.clone();
        Box::pin(async move {
            let Some((hosts, policies)) = fallbacks.serving(&request) else { return route.call(request).await };
            let is_listed = |hosts: &HostList| hosts.allow(RequestView::new(&request).authority());
            if !hosts.iter().all(is_listed) {
                return Ok(refuse(&request, policies.pattern()));
            }
            let mut response = CorsLayer(policies.clone()).layer(route).call(request).await?;
            if !hosts.is_empty() {
                vary_by(ReadHeaders::HOST, &mut Headers(response.headers_mut()));
            }
            Ok(response)
        })
    }
}
