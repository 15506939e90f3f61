//! The layer around every endpoint, outside all layers of the application: it answers preflights, forwards other requests and
//! decorates their responses.

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
use cors_core::{__private::Decided, Decision, Decoration, Source, Verdicts};
use pin_project_lite::pin_project;
use tokio::time::Instant;
use tower_layer::Layer;
use tower_service::Service;

use super::http::{self, Headers, Pattern, RequestView, Value};
use crate::{
    observe::event::report,
    origin_source,
    routing::policy_table::{EndpointPolicies, Path},
};

/// Enforces the policy of the endpoint that it wraps.
#[derive(Debug, Clone)]
pub(crate) struct CorsLayer(pub(crate) Arc<EndpointPolicies>);

impl Layer<Route> for CorsLayer {
    type Service = Cors;

    fn layer(&self, route: Route) -> Cors {
        Cors(Arc::new(Wrapped { route, policies: self.0.clone() }))
    }
}

/// One pointer, because axum clones a service for every request. The route is cloned only for requests that reach it.
#[derive(Debug, Clone)]
pub(crate) struct Cors(Arc<Wrapped>);

#[derive(Debug)]
struct Wrapped {
    route: Route,
    policies: Arc<EndpointPolicies>,
}

/// The extension of a request that has passed a CORS layer.
#[derive(Debug, Clone, Copy)]
struct InsideCors;

/// The extension of a response that an inner CORS layer has completed, so that the outer one leaves it.
#[derive(Debug, Clone, Copy)]
struct Decorated;

impl Cors {
    /// Queries the origin sources, if any has to be queried.
    #[inline(never)]
    fn query_sources(&self, path: &Arc<Path>, mut request: Request) -> CorsFuture {
        if self.next_sources(path, &request, Verdicts::NONE).is_empty() {
            return self.decide(path, request, Verdicts::NONE);
        }
        let (cors, queried) = (self.clone(), path.clone());
        let query = Box::pin(async move {
            let (start, mut verdicts) = (Instant::now(), Verdicts::default());
            loop {
                let sources = cors.next_sources(&queried, &request, &verdicts);
                if sources.is_empty() {
                    return (request, verdicts);
                }
                request = origin_source::query(request, sources, &queried.states, start, &mut verdicts).await;
            }
        });
        CorsFuture::Querying { query, cors: self.clone(), path: path.clone() }
    }

    fn next_sources(&self, path: &Path, request: &Request, verdicts: &Verdicts) -> Vec<Source> {
        let view = RequestView::new(request);
        path.prepared.policies().sources(&view, self.0.policies.serving(view.routed_method()), verdicts)
    }

    fn decide(&self, path: &Path, request: Request, verdicts: &Verdicts) -> CorsFuture {
        let prepared = &path.prepared;
        let view = RequestView::new(&request);
        let serving = self.0.policies.serving(view.routed_method());
        let decision = prepared.policies().decide(&view, serving, verdicts);
        let decided = Decided {
            request: &view,
            policies: prepared.policies(),
            serving,
            verdicts,
            decision: &decision,
            doubt: None,
        };
        report(&decided, Pattern { request: &request, own: self.0.policies.pattern() });
        let response = match &decision {
            Decision::Forward(forward) => {
                let decoration = prepared.decoration(forward, view.sent_origin().as_ref());
                return self.forward(request, Some(decoration));
            }
            Decision::Leave => return self.forward(request, None),
            Decision::Preflight(answer) => {
                http::preflight(prepared, answer, view.sent_origin().as_ref(), || decided.reason())
            }
            Decision::Refuse(read) => http::refusal(*read, || decided.reason()),
        };
        CorsFuture::Answered { response: Some(mark_decorated(response, is_inside(&request))) }
    }

    #[inline]
    fn forward(&self, mut request: Request, decoration: Option<Decoration<Value>>) -> CorsFuture {
        let is_inside = is_inside(&request);
        if !is_inside {
            request.extensions_mut().insert(InsideCors);
        }
        CorsFuture::Forwarded { route: self.0.route.clone().call(request), decoration, is_inside }
    }
}

#[inline]
pub(super) fn is_inside(request: &Request) -> bool {
    request.extensions().get::<InsideCors>().is_some()
}

/// Tells an outer CORS layer, if there is one, to leave the response.
#[inline]
pub(super) fn mark_decorated(mut response: Response, is_inside: bool) -> Response {
    if is_inside {
        response.extensions_mut().insert(Decorated);
    }
    response
}

impl Service<Request> for Cors {
    type Response = Response;
    type Error = Infallible;
    type Future = CorsFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // A route is always ready.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> CorsFuture {
        if self.0.policies.shares_paths()
            && RequestView::new(&request).is_preflight()
            && let Some(policies) = self.0.policies.of_shared_path(request.uri().path())
        {
            return Cors(Arc::new(Wrapped { route: self.0.route.clone(), policies })).call(request);
        }
        match &self.0.policies.path {
            None => self.forward(request, None),
            Some(path) if path.prepared.policies().has_sources() => self.query_sources(path, request),
            Some(path) => self.decide(path, request, Verdicts::NONE),
        }
    }
}

type Query = Pin<Box<dyn Future<Output = (Request, Verdicts)> + Send>>;

pin_project! {
    /// The response, from the layer itself or from the route.
    #[project = CorsFutureState]
    pub(crate) enum CorsFuture {
        Querying { query: Query, cors: Cors, path: Arc<Path> },
        Answered { response: Option<Response> },
        Forwarded { #[pin] route: RouteFuture<Infallible>, decoration: Option<Decoration<Value>>, is_inside: bool },
    }
}

impl Future for CorsFuture {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            let next = match self.as_mut().project() {
                CorsFutureState::Forwarded { route, decoration, is_inside } => {
                    let Ok(mut response) = ready!(route.poll(cx));
                    let is_decorated = response.extensions().get::<Decorated>().is_some();
                    if let Some(decoration) = decoration.take()
                        && !is_decorated
                    {
                        decoration.write(&mut Headers(response.headers_mut()));
                    }
                    return Poll::Ready(Ok(mark_decorated(response, *is_inside)));
                }
                CorsFutureState::Answered { response } => match response.take() {
                    Some(response) => return Poll::Ready(Ok(response)),
                    // Polled after completion: not worth a panic.
                    None => return Poll::Pending,
                },
                CorsFutureState::Querying { query, cors, path } => {
                    let (request, verdicts) = ready!(query.as_mut().poll(cx));
                    cors.decide(path, request, &verdicts)
                }
            };
            self.set(next);
        }
    }
}
