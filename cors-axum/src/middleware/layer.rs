//! The layer around every endpoint, outside every layer of the application.

use std::{
    convert::Infallible,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use axum::{
    body::Body,
    extract::Request,
    response::Response,
    routing::{Route, future::RouteFuture},
};
use cors_core::{__private::Decided, Decision, Decoration, Reason, Source, Verdicts};
use http::{HeaderValue, StatusCode, header::CONTENT_TYPE};
use pin_project_lite::pin_project;
use tokio::time::Instant;
use tower_layer::Layer;
use tower_service::Service;

use super::{
    http::{Head, Headers, Pattern, Value},
    policy_table::{Around, Path},
};
use crate::{observe::event::report, origin_source};

/// Whether a denial says why in its body: while the program is being developed, and never else.
const EXPLAIN: bool = cfg!(debug_assertions);

/// Enforces the policy of an endpoint around it.
#[derive(Debug, Clone)]
pub(crate) struct CorsLayer(pub(crate) Arc<Around>);

impl Layer<Route> for CorsLayer {
    type Service = Cors;

    fn layer(&self, route: Route) -> Cors {
        Cors(Arc::new(Wrapped { route, around: self.0.clone() }))
    }
}

/// axum clones a service for every request. In this way it costs nothing, and a request that does not reach the route does not pay for
/// the route's clone.
#[derive(Debug, Clone)]
pub(crate) struct Cors(Arc<Wrapped>);

#[derive(Debug)]
struct Wrapped {
    route: Route,
    around: Arc<Around>,
}

/// In the extensions of a request: another CORS layer is around this one.
#[derive(Debug, Clone, Copy)]
struct InsideCors;

/// In the extensions of a response: the policy of the handler that ran has been applied, so that a layer outside has nothing to say.
#[derive(Debug, Clone, Copy)]
struct Decorated;

impl Cors {
    fn start(&self, request: Request) -> CorsFuture {
        let around = &*self.0.around;
        let Some(path) = &around.path else {
            return self.forward_without_policy(request);
        };
        if path.prepared.policies().has_sources() {
            return self.ask(path, request);
        }
        self.decide(path, request, Verdicts::NONE)
    }

    /// Asks the sources, where there is one that has to be asked.
    #[inline(never)]
    fn ask(&self, path: &Arc<Path>, request: Request) -> CorsFuture {
        if self.next_sources(path, &request, Verdicts::NONE).is_empty() {
            return self.decide(path, request, Verdicts::NONE);
        }
        let (cors, asked, mut request) = (self.clone(), path.clone(), request);
        let ask = Box::pin(async move {
            let (start, mut verdicts) = (Instant::now(), Verdicts::default());
            loop {
                let sources = cors.next_sources(&asked, &request, &verdicts);
                if sources.is_empty() {
                    return (request, verdicts);
                }
                request = origin_source::ask(request, sources, &asked.states, start, &mut verdicts).await;
            }
        });
        CorsFuture::Asking { ask, cors: self.clone(), path: path.clone() }
    }

    /// The sources that have to be asked next.
    fn next_sources(&self, path: &Path, request: &Request, verdicts: &Verdicts) -> Vec<Source> {
        let head = Head::new(request);
        path.prepared.policies().sources(&head, self.0.around.serving(head.served_method()), verdicts)
    }

    fn decide(&self, path: &Path, request: Request, verdicts: &Verdicts) -> CorsFuture {
        let prepared = &path.prepared;
        let head = Head::new(&request);
        let serving = self.0.around.serving(head.served_method());
        let decision = prepared.policies().decide(&head, serving, verdicts);
        let decided = Decided {
            request: &head,
            policies: prepared.policies(),
            serving,
            verdicts,
            decision: &decision,
            doubt: None,
        };
        report(&decided, Pattern { request: &request, own: self.0.around.pattern() });
        let response = match &decision {
            Decision::Forward(forward) => {
                let decoration = prepared.decoration(forward, head.sent_origin().as_ref());
                return self.forward(request, Some(decoration));
            }
            Decision::Leave => return self.forward_without_policy(request),
            Decision::Preflight(preflight) => {
                let mut response = Response::new(Body::empty());
                let headers = response.headers_mut();
                headers.reserve(8);
                let granted = prepared.write_preflight(preflight, head.sent_origin().as_ref(), &mut Headers(headers));
                if granted {
                    *response.status_mut() = StatusCode::NO_CONTENT;
                    response
                } else {
                    denied(response, "CORS preflight denied", || decided.reason())
                }
            }
            Decision::Refuse => {
                let mut response = Response::new(Body::empty());
                prepared.write_refusal(&mut Headers(response.headers_mut()));
                denied(response, "CORS request refused", || decided.reason())
            }
        };
        CorsFuture::Answered { response: Some(mark(response, is_inside(&request))) }
    }

    /// Hands a request to a handler without a policy. If annotated handlers stand on the same path, preflights are for them.
    fn forward_without_policy(&self, request: Request) -> CorsFuture {
        if self.0.around.shares_paths()
            && Head::new(&request).asked_method().is_some()
            && let Some(path) = self.0.around.shared_path(request.uri().path())
        {
            return if path.prepared.policies().has_sources() {
                self.ask(&path, request)
            } else {
                self.decide(&path, request, Verdicts::NONE)
            };
        }
        self.forward(request, None)
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
fn is_inside(request: &Request) -> bool {
    request.extensions().get::<InsideCors>().is_some()
}

/// Tells a layer outside that the response is complete.
#[inline]
fn mark(mut response: Response, is_inside: bool) -> Response {
    if is_inside {
        response.extensions_mut().insert(Decorated);
    }
    response
}

fn denied(mut response: Response, what: &str, reason: impl FnOnce() -> Reason) -> Response {
    *response.status_mut() = StatusCode::FORBIDDEN;
    if EXPLAIN {
        let reason = reason();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
        *response.body_mut() = Body::from(format!("{what}: {reason} [{}]\n", reason.code()));
    }
    response
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
        self.start(request)
    }
}

type Ask = Pin<Box<dyn Future<Output = (Request, Verdicts)> + Send>>;

pin_project! {
    /// The response: made here, or by the route.
    #[project = CorsFutureState]
    pub(crate) enum CorsFuture {
        Asking { ask: Ask, cors: Cors, path: Arc<Path> },
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
                    let is_complete = response.extensions().get::<Decorated>().is_some();
                    if let Some(decoration) = decoration.take()
                        && !is_complete
                    {
                        decoration.write(&mut Headers(response.headers_mut()));
                    }
                    return Poll::Ready(Ok(mark(response, *is_inside)));
                }
                CorsFutureState::Answered { response } => match response.take() {
                    Some(response) => return Poll::Ready(Ok(response)),
                    // Polled again after it was ready: no server does, and it is no reason to panic.
                    None => return Poll::Pending,
                },
                CorsFutureState::Asking { ask, cors, path } => {
                    let (request, verdicts) = ready!(ask.as_mut().poll(cx));
                    cors.decide(path, request, &verdicts)
                }
            };
            self.set(next);
        }
    }
}
