//! The outermost middleware.

use std::{
    future::{Future, Ready, ready},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, ready as poll_ready},
};

use actix_web::{
    Error, HttpRequest, HttpResponse,
    body::{EitherBody, MessageBody},
    dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready},
};
use cors_core::{Decided, Decision, Responses, Source, Verdicts};
use pin_project_lite::pin_project;

use crate::{
    event::report,
    guards::Ask,
    prepared::Prepared,
    progress::{Progress, Step},
    request::{Answered, Head, Kept},
    response::{self, EXPLAIN, Headers},
    source,
    table::{Pattern, Table},
};

/// Enforces a table around a whole application, outside every middleware that it has.
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
        let sources = if self.table.is_strict() { sources(&self.table, &request) } else { Vec::new() };
        if sources.is_empty() {
            return proceed(&*self.inner, &self.table, request, Verdicts::default());
        }
        let ask = Box::pin(async move {
            let verdicts = source::ask(&request, sources).await;
            (request, verdicts)
        });
        CorsFuture::Asking { ask, inner: self.inner.clone(), table: self.table.clone() }
    }
}

/// The sources that have to be asked about a request: of whoever may serve it.
fn sources(table: &Table, request: &ServiceRequest) -> Vec<Source> {
    let head = Head::of(request);
    if !head.names_origin() {
        return Vec::new();
    }
    let path = request.match_info().unprocessed();
    match head.asked_method() {
        // What is answered may speak of other methods as well.
        Some(_) => table.find(path, Ask::Preflight(request)).sources(table.is_open(), None),
        None => table.find(path, Ask::Actual(request)).sources(table.is_open(), Some(request.method().as_str())),
    }
}

/// Does what the policies say.
#[inline]
fn proceed<S, B>(inner: &S, table: &Rc<Table>, mut request: ServiceRequest, verdicts: Verdicts) -> CorsFuture<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    B: MessageBody,
{
    let head = Head::of(&request);
    let answer = match head.asked_method() {
        Some(asked) => preflight(table, &request, head, asked, &verdicts),
        None => None,
    };
    let refuse = || if table.is_strict() { refusal(table, &request, head, &verdicts) } else { None };
    if let Some(response) = answer.or_else(refuse) {
        let response = request.into_response(response).map_into_right_body();
        return CorsFuture::Answered { response: Some(response) };
    }
    let kept = Kept::new(head, table.is_strict());
    let pending = Pending::new(table, &mut request, kept, verdicts);
    CorsFuture::Forwarded { inner: inner.call(request), pending: Some(pending) }
}

/// The answer to a preflight; `None`: it is for a path without a policy.
fn preflight(
    table: &Table,
    request: &ServiceRequest,
    head: Head<'_>,
    asked: &str,
    verdicts: &Verdicts,
) -> Option<HttpResponse> {
    let path = request.match_info().unprocessed();
    let place = table.find_in_front(path, Ask::Preflight(request), request.resource_map());
    if place.is_empty() {
        return None;
    }
    let resolved = place.resolved(table.is_open(), asked);
    let Prepared { policies, values, .. } = &*resolved.prepared;
    if policies.is_empty() {
        return None;
    }
    let Decision::Answer(mut answer) = policies.decide_with(&head, verdicts) else { return None };
    if answer.grant.is_none()
        && let Some(doubt) = place.doubt(&resolved, table.is_open(), asked)
    {
        answer.reason = doubt;
    }
    report(policies, &head, Pattern(table, path), Decided::Preflight(answer.reason));
    Some(response::preflight(&answer, values, head.sent_origin(), EXPLAIN))
}

/// The answer to a request that is refused before anything of the application sees it. Where it cannot be foreseen which handler
/// will run, that one's resource refuses it ([`crate::progress`]).
fn refusal(table: &Table, request: &ServiceRequest, head: Head<'_>, verdicts: &Verdicts) -> Option<HttpResponse> {
    if !head.names_origin() {
        return None;
    }
    let path = request.match_info().unprocessed();
    let place = table.find_in_front(path, Ask::Actual(request), request.resource_map());
    let resolved = place.resolved(table.is_open(), request.method().as_str());
    let policies = &resolved.prepared.policies;
    match policies.decide_with(&head, verdicts) {
        Decision::Refuse(refusal) => {
            report(policies, &head, Pattern(table, path), Decided::Refused(refusal.reason));
            Some(response::refusal(refusal, EXPLAIN))
        }
        Decision::Answer(_) | Decision::Forward(_) => None,
    }
}

/// What is kept of an actual request while it runs, to decorate what comes out.
struct Pending {
    kept: Kept,
    progress: Progress,
    table: Rc<Table>,
    /// The policies of the path, for what no handler has answered: found while the guards could be asked, or to be found if it
    /// matters.
    found: Option<Rc<Prepared>>,
}

impl Pending {
    #[inline]
    fn new(table: &Rc<Table>, request: &mut ServiceRequest, kept: Kept, verdicts: Verdicts) -> Self {
        let path = |request: &ServiceRequest| {
            policies(table, request.match_info().get_ref().path(), &kept, Ask::Actual(request))
        };
        let found = table.is_guarded().then(|| path(request));
        let progress = table.notes.watch(request, verdicts);
        Pending { kept, progress, table: table.clone(), found }
    }

    /// The headers of what comes out: a response to this request, or an error. `None`: it is left as it is.
    #[inline]
    fn headers(&mut self, answered: Option<&HttpRequest>) -> Option<Headers> {
        let step = self.progress.step();
        let plain = if let Step::Chosen(prepared) = &step { self.kept.plainly(prepared) } else { None };
        plain.or_else(|| self.decided(step, answered))
    }

    #[inline(never)]
    fn decided(&self, step: Step, answered: Option<&HttpRequest>) -> Option<Headers> {
        let is_routed = matches!(step, Step::Routed);
        if is_routed && !self.is_unserved(answered) {
            return None;
        }
        let prepared = match (step, &self.found) {
            (Step::Chosen(prepared), _) => prepared,
            (_, Some(found)) => found.clone(),
            (_, None) => self.progress.with_path(|path| policies(&self.table, path, &self.kept, Ask::Gone)),
        };
        let Prepared { policies, values, .. } = &*prepared;
        if policies.is_empty() {
            return None;
        }
        let seen = Answered { kept: &self.kept, request: answered };
        let report = |decided| {
            self.progress.with_path(|path| report(policies, &seen, Pattern(&self.table, path), decided));
        };
        let mut decoration = match policies.decide_with(&seen, self.progress.verdicts()) {
            Decision::Forward(decoration) => decoration,
            // By the resource that was chosen: its answer is whole.
            Decision::Refuse(refusal) => {
                report(Decided::Refused(refusal.reason));
                return None;
            }
            Decision::Answer(_) => return None,
        };
        report(Decided::Actual(decoration.reason));
        // Something that has no policy may have run; its answers are its own.
        if is_routed && self.table.is_open() {
            decoration.responses = Responses::MethodNotAllowed;
        }
        let mut headers = Headers::new(&decoration, values, self.kept.sent_origin());
        headers.unserved = is_routed;
        Some(headers)
    }

    /// Whether what comes out of a router, past everything that has a policy, may be the router's own answer. It makes no error.
    fn is_unserved(&self, answered: Option<&HttpRequest>) -> bool {
        let Some(request) = answered else { return false };
        self.table.is_first_of_all(request.resource_map(), request.match_info().get_ref().path())
    }
}

fn policies(table: &Table, path: &str, kept: &Kept, ask: Ask<'_>) -> Rc<Prepared> {
    let mut place = table.find(path, ask);
    place.pass_all_unknown();
    if place.is_empty() { Rc::default() } else { place.resolved(table.is_open(), kept.method()).prepared.clone() }
}

type Asking = Pin<Box<dyn Future<Output = (ServiceRequest, Verdicts)>>>;

pin_project! {
    /// The response: made here, or by the application.
    #[project = CorsFutureState]
    pub(crate) enum CorsFuture<S: Service<ServiceRequest>> where S::Response: HasBody {
        Asking { ask: Asking, inner: Rc<S>, table: Rc<Table> },
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
        if let CorsFutureState::Asking { ask, inner, table } = self.as_mut().project() {
            let (request, verdicts) = poll_ready!(ask.as_mut().poll(cx));
            let next = proceed(&**inner, table, request, verdicts);
            self.set(next);
        }
        match self.project() {
            CorsFutureState::Answered { response } => match response.take() {
                Some(response) => Poll::Ready(Ok(response)),
                // Polled again after it was ready: never the case in a server, and no reason to bring one down.
                None => Poll::Pending,
            },
            CorsFutureState::Forwarded { inner, pending } => {
                let outcome = poll_ready!(inner.poll(cx));
                // Used where it is: it is large to move.
                let mut headers = |answered: Option<&HttpRequest>| {
                    let running = pending.as_mut()?;
                    let headers = running.headers(answered);
                    running.table.notes.give_back(running.progress.clone());
                    *pending = None;
                    headers
                };
                Poll::Ready(match outcome {
                    Ok(mut response) => {
                        let headers = headers(Some(response.request()));
                        if let Some(headers) = headers {
                            headers.decorate(response.status(), response.headers_mut());
                        }
                        Ok(response.map_into_left_body())
                    }
                    // Its response is made outside, by whoever renders it.
                    Err(mut error) => {
                        if let Some(headers) = headers(None) {
                            error.add_response_mapper(move |mut response| {
                                headers.clone().decorate(response.status(), response.headers_mut());
                                response
                            });
                        }
                        Err(error)
                    }
                })
            }
            CorsFutureState::Asking { .. } => Poll::Pending,
        }
    }
}
