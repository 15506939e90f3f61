//! The middleware that answers preflights and decorates responses, outside every middleware of the application or of a scope.

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
    Decision, Policy, RequestHead as _, Serving, Source, Verdicts,
};
use pin_project_lite::pin_project;
use tokio::time::Instant;

use super::{
    decoration::Pending,
    http::{self, Head},
    place::leave_outside,
    tracking::Slot,
};
use crate::{
    observe::event::report,
    origin_source,
    routing::{
        cache::Foreseen,
        guards::Hosts,
        table::{Pattern, Table},
    },
};

/// Enforces the policies of a table around an application or a scope.
#[derive(Debug)]
pub(crate) struct Cors(pub(crate) Rc<Table>);

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
    table: Rc<Table>,
}

impl<S, B> Service<ServiceRequest> for CorsMiddleware<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    B: MessageBody,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = Error;
    type Future = CorsFuture<S>;

    forward_ready!(inner);

    fn call(&self, request: ServiceRequest) -> Self::Future {
        let (head, hosts) = (Head::of(&request), self.table.look(&request));
        // Policies are looked at before routing only for preflights, and where requests may have to be refused.
        let may_be_refused = self.table.is_strict() && !head.origin_lines().is_empty();
        if head.asked_method().is_none() && !may_be_refused {
            let slot = Slot::new(head, Verdicts::default(), hosts);
            return forward(&*self.inner, &self.table, request, slot);
        }
        if next_sources(&self.table, head, hosts, Verdicts::NONE).is_empty() {
            return proceed(&*self.inner, &self.table, request, hosts, Verdicts::default());
        }
        let table = self.table.clone();
        let ask = Box::pin(async move {
            let (start, mut verdicts) = (Instant::now(), Verdicts::default());
            loop {
                let sources = next_sources(&table, Head::of(&request), hosts, &verdicts);
                if sources.is_empty() {
                    return (request, verdicts);
                }
                origin_source::ask(&request, sources, start, &mut verdicts).await;
            }
        });
        CorsFuture::Asking { ask, hosts, inner: self.inner.clone(), table: self.table.clone() }
    }
}

fn foresee<'t>(table: &'t Table, request: &ServiceRequest, hosts: Hosts) -> Foreseen<'t> {
    let path = request.match_info();
    table.foresee(path.unprocessed(), path.get_ref().path(), hosts)
}

/// The sources that have to be asked next about a request: for an actual request, those of all handlers that may serve it.
fn next_sources(table: &Table, head: Head<'_>, hosts: Hosts, verdicts: &Verdicts) -> Vec<Source> {
    if !table.is_strict() {
        return Vec::new();
    }
    let foreseen = foresee(table, head.request, hosts);
    match head.asked_method() {
        Some(method) => foreseen.resolved(method).prepared.policies().sources(&head, Serving::Nothing, verdicts),
        None if needs_sources(&head) => foreseen.sources(head.method(), verdicts),
        None => Vec::new(),
    }
}

/// Answers a request, or hands it on, once its sources have been asked.
#[inline(never)]
fn proceed<S, B>(
    inner: &S,
    table: &Rc<Table>,
    request: ServiceRequest,
    hosts: Hosts,
    verdicts: Verdicts,
) -> CorsFuture<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    B: MessageBody,
{
    let head = Head::of(&request);
    match early(table, head, hosts, &verdicts) {
        Early::Answer(response) => {
            leave_outside(&request);
            let response = request.into_response(response).map_into_right_body();
            CorsFuture::Answered { response: Some(response) }
        }
        Early::Pass { is_own } => {
            let slot = Slot::new(head, verdicts, hosts);
            slot.is_own.set(is_own);
            forward(inner, table, request, slot)
        }
    }
}

fn forward<S, B>(inner: &S, table: &Rc<Table>, request: ServiceRequest, slot: Rc<Slot>) -> CorsFuture<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    B: MessageBody,
{
    slot.track(&request);
    CorsFuture::Forwarded { inner: inner.call(request), pending: Some(Pending::new(slot, table.clone())) }
}

/// The outcome before routing.
enum Early {
    /// No middleware and no handler runs.
    Answer(HttpResponse),
    /// The request is handed on. `is_own`: an enforcing policy lets it pass as a request of the server's own pages.
    Pass { is_own: bool },
}

/// Decides about a preflight, and about a request that may be refused before anything of the application sees it. Where it cannot
/// be foreseen which handler runs, that handler refuses it.
fn early(table: &Table, head: Head<'_>, hosts: Hosts, verdicts: &Verdicts) -> Early {
    let foreseen = foresee(table, head.request, hosts);
    let asked = head.asked_method();
    let method = asked.unwrap_or(head.method().as_bytes());
    let resolved = foreseen.resolved(method);
    let prepared = &resolved.prepared;
    let policies = prepared.policies();
    if policies.is_empty() {
        return Early::Pass { is_own: false };
    }
    let serving = policies.serving(head.method());
    let decision = policies.decide(&head, serving, verdicts);
    let doubt = foreseen.doubt(&resolved, str::from_utf8(method).unwrap_or_default());
    let decided = Decided { request: &head, policies, serving, verdicts, decision: &decision, doubt };
    let response = match &decision {
        Decision::Preflight(answer) => {
            http::preflight(prepared, answer, head.origin_lines().first(), || decided.reason())
        }
        Decision::Refuse => http::refusal(prepared, || decided.reason()),
        Decision::Forward(forward) => {
            let is_enforced = match serving {
                Serving::Policy(group) => policies.policies().nth(group).is_some_and(Policy::is_enforced),
                Serving::WithoutPolicy | Serving::Nothing => false,
            };
            return Early::Pass { is_own: is_enforced && !forward.access().is_allowed() };
        }
        Decision::Leave => return Early::Pass { is_own: false },
    };
    let path = head.request.match_info().unprocessed();
    report(&decided, Pattern(table, path));
    Early::Answer(response)
}

type Asking = Pin<Box<dyn Future<Output = (ServiceRequest, Verdicts)>>>;

pin_project! {
    /// The response: made here, or by the application.
    #[project = CorsFutureState]
    pub(crate) enum CorsFuture<S: Service<ServiceRequest>> where S::Response: HasBody {
        Asking { ask: Asking, hosts: Hosts, inner: Rc<S>, table: Rc<Table> },
        Answered { response: Option<ServiceResponse<EitherBody<<S::Response as HasBody>::Body>>> },
        Forwarded { #[pin] inner: S::Future, pending: Option<Pending> },
    }
}

/// The body of a response.
pub(crate) trait HasBody {
    type Body;
}

impl<B> HasBody for ServiceResponse<B> {
    type Body = B;
}

impl<S, B> Future for CorsFuture<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    B: MessageBody,
{
    type Output = Result<ServiceResponse<EitherBody<B>>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if let CorsFutureState::Asking { ask, hosts, inner, table } = self.as_mut().project() {
            let (request, verdicts) = poll_ready!(ask.as_mut().poll(cx));
            let next = proceed(&**inner, table, request, *hosts, verdicts);
            self.set(next);
        }
        match self.project() {
            CorsFutureState::Answered { response } => match response.take() {
                Some(response) => Poll::Ready(Ok(response)),
                // Polled again after it was ready, which no server does.
                None => Poll::Pending,
            },
            CorsFutureState::Forwarded { inner, pending } => {
                let outcome = poll_ready!(inner.poll(cx));
                let pending = pending.take();
                Poll::Ready(match (outcome, pending) {
                    (Ok(mut response), Some(pending)) => {
                        pending.decorate(&mut response);
                        Ok(response.map_into_left_body())
                    }
                    (Ok(response), None) => Ok(response.map_into_left_body()),
                    (Err(mut error), pending) => {
                        if let Some(pending) = pending {
                            pending.decorate_error(&mut error);
                        }
                        Err(error)
                    }
                })
            }
            CorsFutureState::Asking { .. } => Poll::Pending,
        }
    }
}
