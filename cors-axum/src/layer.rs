//! The outermost layer.

use std::{
    convert::Infallible,
    future::Future,
    pin::Pin,
    sync::{Arc, OnceLock},
    task::{Context, Poll, ready},
};

use axum::{
    extract::{MatchedPath, Request},
    response::Response,
    routing::{Route, future::RouteFuture},
};
use cors_core::{Decided, Decision, Verdicts};
use http::Extensions;
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;

use crate::{
    event::report,
    request::{Head, Pattern},
    response::{self, EXPLAIN, Pending},
    source,
    table::{Path, SharedTable},
};

/// Enforces a table around every route of a finished router, outside every layer that the router has.
#[derive(Debug, Clone)]
pub(crate) struct CorsLayer(pub(crate) SharedTable);

impl Layer<Route> for CorsLayer {
    type Service = Cors;

    fn layer(&self, route: Route) -> Cors {
        Cors(Arc::new(Wrapped { route, table: self.0.clone(), resolved: OnceLock::new() }))
    }
}

/// axum clones a service for every request: this way that costs nothing, and what does not need the route does not pay for its
/// clone.
#[derive(Debug, Clone)]
pub(crate) struct Cors(Arc<Wrapped>);

#[derive(Debug)]
struct Wrapped {
    route: Route,
    table: SharedTable,
    /// What the first request has found: a route has one pattern.
    resolved: OnceLock<Resolved>,
}

#[derive(Debug)]
struct Resolved {
    pattern: MatchedPath,
    path: Option<Arc<Path>>,
}

impl Wrapped {
    #[inline]
    fn path(&self, extensions: &Extensions) -> Option<&Path> {
        let pattern = extensions.get::<MatchedPath>()?;
        let resolve = || Resolved { pattern: pattern.clone(), path: self.table.of(extensions).cloned() };
        let resolved = self.resolved.get_or_init(resolve);
        let (known, asked) = (resolved.pattern.as_str(), pattern.as_str());
        // A router that is nested in several others has several patterns, and so has a fallback.
        if std::ptr::eq(known, asked) || known == asked {
            resolved.path.as_deref()
        } else {
            self.table.of(extensions).map(|path| &**path)
        }
    }

    /// Does what is decided.
    fn proceed(&self, path: &Path, request: Request, verdicts: &Verdicts) -> CorsFuture {
        let head = Head::new(&request);
        if let Some(response) = response::plain_preflight(path, &head) {
            return CorsFuture::Answered { response: Some(response) };
        }
        let report = |decided| report(&path.policies, &head, Pattern(&request), decided);
        let pending = match path.policies.decide_with(&head, verdicts) {
            Decision::Forward(decoration) => {
                report(Decided::Actual(decoration.reason));
                Pending::new(path, &decoration, &head)
            }
            Decision::Answer(answer) => {
                report(Decided::Preflight(answer.reason));
                return CorsFuture::Answered { response: Some(response::preflight(path, &answer, &head, EXPLAIN)) };
            }
            Decision::Refuse(refusal) => {
                report(Decided::Refused(refusal.reason));
                return CorsFuture::Answered { response: Some(response::refusal(refusal, EXPLAIN)) };
            }
        };
        self.forward(request, Some(pending))
    }

    #[inline(always)]
    fn forward(&self, request: Request, pending: Option<Pending>) -> CorsFuture {
        CorsFuture::Forwarded { route: self.route.clone().call(request), pending }
    }
}

impl Service<Request> for Cors {
    type Response = Response;
    type Error = Infallible;
    type Future = CorsFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        // As a route is.
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> CorsFuture {
        let pending = match self.0.path(request.extensions()) {
            None => None,
            Some(path) => match Pending::plain(path, &request) {
                Some(pending) => Some(pending),
                None => return self.decide(path, request),
            },
        };
        self.0.forward(request, pending)
    }
}

impl Cors {
    /// Does what is decided, when whoever has to be asked has been asked.
    #[inline(never)]
    fn decide(&self, path: &Path, request: Request) -> CorsFuture {
        if !path.policies.has_sources() {
            return self.0.proceed(path, request, Verdicts::NONE);
        }
        let sources = path.policies.sources(&Head::new(&request));
        if sources.is_empty() {
            return self.0.proceed(path, request, Verdicts::NONE);
        }
        let ask = Box::pin(source::ask(request, sources, path.states.clone()));
        CorsFuture::Asking { ask, cors: self.clone() }
    }
}

type Ask = Pin<Box<dyn Future<Output = (Request, Verdicts)> + Send>>;

pin_project! {
    /// The response: made here, or by the route.
    #[project = CorsFutureState]
    pub(crate) enum CorsFuture {
        Asking { ask: Ask, cors: Cors },
        Answered { response: Option<Response> },
        Forwarded { #[pin] route: RouteFuture<Infallible>, pending: Option<Pending> },
    }
}

impl Future for CorsFuture {
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            let next = match self.as_mut().project() {
                CorsFutureState::Forwarded { route, pending } => {
                    let Ok(mut response) = ready!(route.poll(cx));
                    if let Some(pending) = pending {
                        pending.decorate(&mut response);
                    }
                    return Poll::Ready(Ok(response));
                }
                CorsFutureState::Answered { response } => match response.take() {
                    Some(response) => return Poll::Ready(Ok(response)),
                    // Polled again after it was ready: never the case in a server, and no reason to bring one down.
                    None => return Poll::Pending,
                },
                CorsFutureState::Asking { ask, cors } => {
                    let (request, verdicts) = ready!(ask.as_mut().poll(cx));
                    match cors.0.path(request.extensions()) {
                        Some(path) => cors.0.proceed(path, request, &verdicts),
                        None => cors.0.forward(request, None),
                    }
                }
            };
            self.set(next);
        }
    }
}
