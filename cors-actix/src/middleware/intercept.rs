//! The middleware around an application or a scope, outside all middleware of the application: it answers preflights, forwards other
//! requests and decorates their responses.

use std::{
    future::{Future, Ready, ready},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, ready as poll_ready},
};

use actix_web::{
    Error, HttpResponse,
    body::{EitherBody, MessageBody},
    dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready},
};
use cors_core::{
    __private::{Decided, needs_sources},
    Decision, ReadHeaders, RequestHead as _, Serving, Source, Verdicts,
};
use pin_project_lite::pin_project;
use tokio::time::Instant;

use super::{
    checkpoint::skip_outer,
    decoration::Pending,
    http::{self, RequestView},
    tracking::{Judged, RequestState},
};
use crate::{
    observe::event::report,
    origin_source,
    routing::{
        guards::HostVerdicts,
        policy_table::{Pattern, PolicyTable},
        prediction::Prediction,
    },
};

/// Enforces the policies of a table around an application or a scope.
#[derive(Debug)]
pub(crate) struct Cors(pub(crate) Rc<PolicyTable>);

impl<S, B> Transform<S, ServiceRequest> for Cors
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    B: MessageBody,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = Error;
    type Transform = CorsMiddleware<S>;
    type InitError = ();
    type Future = Ready<Result<CorsMiddleware<S>, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(CorsMiddleware { inner: Rc::new(inner), table: self.0.clone() }))
    }
}

pub(crate) struct CorsMiddleware<S> {
    inner: Rc<S>,
    table: Rc<PolicyTable>,
}

impl<S, B> Service<ServiceRequest> for CorsMiddleware<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    B: MessageBody,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = Error;
    type Future = CorsFuture<S, B>;

    forward_ready!(inner);

    fn call(&self, request: ServiceRequest) -> Self::Future {
        #[cfg(all(feature = "panel", debug_assertions))]
        if let Some(response) = self.table.panels.answer(&request) {
            return self.answer(request, response);
        }
        let view = RequestView::of(&request);
        let app_hosts = self.table.hosts();
        if !app_hosts.is_empty() && !app_hosts.iter().all(|hosts| hosts.allow(view.authority())) {
            let refusal = refuse_host(&self.table, view);
            return self.answer(request, refusal);
        }
        let hosts = self.table.check_hosts(&request);
        if view.requested_method().is_some() {
            return self.query_sources(request, hosts);
        }
        let judged = self.table.judges().then(|| Judged::of(view));
        let has_origin = !view.origin_lines().is_empty();
        if self.table.decides_early(has_origin, judged.as_ref()) {
            return self.query_sources(request, hosts);
        }
        let state = RequestState::new(view, Verdicts::default(), hosts, judged, self.table.is_enabled());
        self.forward(request, state)
    }
}

impl<S, B> CorsMiddleware<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    B: MessageBody,
{
    /// Queries the origin sources, if any has to be queried.
    #[inline(never)]
    fn query_sources(&self, request: ServiceRequest, hosts: HostVerdicts) -> CorsFuture<S, B> {
        if next_sources(&self.table, RequestView::of(&request), hosts, Verdicts::NONE).is_empty() {
            return self.decide(request, hosts, Verdicts::default());
        }
        let table = self.table.clone();
        let query = Box::pin(async move {
            let (start, mut verdicts) = (Instant::now(), Verdicts::default());
            loop {
                let sources = next_sources(&table, RequestView::of(&request), hosts, &verdicts);
                if sources.is_empty() {
                    return (request, verdicts);
                }
                origin_source::query(&request, sources, start, &mut verdicts).await;
            }
        });
        let cors = CorsMiddleware { inner: self.inner.clone(), table: self.table.clone() };
        CorsFuture::Querying { query, hosts, cors }
    }

    fn decide(&self, request: ServiceRequest, hosts: HostVerdicts, verdicts: Verdicts) -> CorsFuture<S, B> {
        let view = RequestView::of(&request);
        match decide_early(&self.table, view, hosts, &verdicts) {
            Some(response) => self.answer(request, response),
            None => {
                let judged = self.table.judges().then(|| Judged::of(view));
                let state = RequestState::new(view, verdicts, hosts, judged, self.table.is_enabled());
                self.forward(request, state)
            }
        }
    }

    fn answer(&self, request: ServiceRequest, mut response: HttpResponse) -> CorsFuture<S, B> {
        skip_outer(&request);
        self.table.vary_by_host(response.headers_mut());
        CorsFuture::Answered { response: Some(request.into_response(response).map_into_right_body()) }
    }

    fn forward(&self, request: ServiceRequest, state: Rc<RequestState>) -> CorsFuture<S, B> {
        state.track(&request);
        let pending = Pending { state, table: self.table.clone() };
        CorsFuture::Forwarded { inner: self.inner.call(request), pending: Some(pending) }
    }
}

fn predict<'t>(table: &'t PolicyTable, request: &ServiceRequest, hosts: HostVerdicts) -> Prediction<'t> {
    let path = request.match_info();
    table.predict(path.unprocessed(), path.get_ref().path(), hosts)
}

/// The sources to be queried next. For an actual request, those of all handlers that may serve it.
fn next_sources(table: &PolicyTable, view: RequestView<'_>, hosts: HostVerdicts, verdicts: &Verdicts) -> Vec<Source> {
    if !table.has_sources() {
        return Vec::new();
    }
    let prediction = predict(table, view.request, hosts);
    match view.requested_method() {
        Some(method) => prediction.resolved(method).prepared.policies().sources(&view, Serving::Nothing, verdicts),
        None if needs_sources(&view) => prediction.sources(view.method(), verdicts),
        None => Vec::new(),
    }
}

/// Returns the answer to a preflight, or to a request that is refused before the application sees it. If the handler cannot be
/// predicted, its [checkpoint](super::checkpoint) refuses the request instead.
fn decide_early(
    table: &PolicyTable,
    view: RequestView<'_>,
    hosts: HostVerdicts,
    verdicts: &Verdicts,
) -> Option<HttpResponse> {
    let prediction = predict(table, view.request, hosts);
    let method = view.requested_method().unwrap_or(view.method().as_bytes());
    let resolved = prediction.resolved(method);
    let prepared = &resolved.prepared;
    let policies = prepared.policies();
    if policies.is_empty() {
        return None;
    }
    let serving = policies.serving(view.method());
    let decision = policies.decide(&view, serving, verdicts);
    let doubt = prediction.ambiguity(&resolved, str::from_utf8(method).unwrap_or_default());
    let decided = Decided { request: &view, policies, serving, verdicts, decision: &decision, doubt };
    let response = match &decision {
        Decision::Preflight(answer) => {
            http::preflight(prepared, answer, view.origin_lines().first(), || decided.reason())
        }
        Decision::Refuse(read) => http::refusal(*read, || decided.reason()),
        Decision::Forward(_) | Decision::Leave => return None,
    };
    report(&decided, Pattern(table, view.request.match_info().unprocessed()));
    Some(response)
}

/// Refuses a request for a host that the application does not list.
#[cold]
fn refuse_host(table: &PolicyTable, view: RequestView<'_>) -> HttpResponse {
    let decided = Decided::for_another_host(&view);
    report(&decided, Pattern(table, view.request.match_info().unprocessed()));
    http::refusal(ReadHeaders::HOST, || decided.reason())
}

type Query = Pin<Box<dyn Future<Output = (ServiceRequest, Verdicts)>>>;

pin_project! {
    /// The response, from the middleware itself or from the application.
    #[project = CorsFutureState]
    pub(crate) enum CorsFuture<S: Service<ServiceRequest>, B> {
        Querying { query: Query, hosts: HostVerdicts, cors: CorsMiddleware<S> },
        Answered { response: Option<ServiceResponse<EitherBody<B>>> },
        Forwarded { #[pin] inner: S::Future, pending: Option<Pending> },
    }
}

impl<S, B> Future for CorsFuture<S, B>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    B: MessageBody,
{
    type Output = Result<ServiceResponse<EitherBody<B>>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if let CorsFutureState::Querying { query, hosts, cors } = self.as_mut().project() {
            let (request, verdicts) = poll_ready!(query.as_mut().poll(cx));
            let next = cors.decide(request, *hosts, verdicts);
            self.set(next);
        }
        match self.project() {
            CorsFutureState::Answered { response } => match response.take() {
                Some(response) => Poll::Ready(Ok(response)),
                // Polled after completion: not worth a panic.
                None => Poll::Pending,
            },
            CorsFutureState::Forwarded { inner, pending } => {
                let outcome = poll_ready!(inner.poll(cx));
                let pending = pending.take();
                Poll::Ready(match outcome {
                    Ok(mut response) => {
                        if let Some(pending) = pending {
                            pending.decorate(&mut response);
                        }
                        Ok(response.map_into_left_body())
                    }
                    Err(mut error) => {
                        if let Some(pending) = pending {
                            pending.decorate_error(&mut error);
                        }
                        Err(error)
                    }
                })
            }
            CorsFutureState::Querying { .. } => Poll::Pending,
        }
    }
}
