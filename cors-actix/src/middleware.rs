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
    notes::Progress,
    prepared::Prepared,
    progress::Step,
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
        if self.table.is_strict() {
            return call_strictly(&self.inner, &self.table, request);
        }
        let head = Head::of(&request);
        if let Some(asked) = head.asked_method()
            && let Some(response) = preflight(&self.table, head, asked, Verdicts::NONE)
        {
            return CorsFuture::answered(request, response);
        }
        let pending = Pending::new(&self.table, head);
        CorsFuture::Forwarded { inner: self.inner.call(request), pending: Some(pending) }
    }
}

/// The same where requests may be refused, and origins may have to be asked for.
#[inline(never)]
fn call_strictly<S, B>(inner: &Rc<S>, table: &Rc<Table>, request: ServiceRequest) -> CorsFuture<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    B: MessageBody,
{
    let sources = sources(table, &request);
    if sources.is_empty() {
        return proceed(&**inner, table, request, Verdicts::default());
    }
    let ask = Box::pin(async move {
        let verdicts = source::ask(&request, sources).await;
        (request, verdicts)
    });
    CorsFuture::Asking { ask, inner: inner.clone(), table: table.clone() }
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

/// Does what the policies say, when whoever has to be asked has been asked.
fn proceed<S, B>(inner: &S, table: &Rc<Table>, request: ServiceRequest, verdicts: Verdicts) -> CorsFuture<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    B: MessageBody,
{
    let head = Head::of(&request);
    let answer = head.asked_method().and_then(|asked| preflight(table, head, asked, &verdicts));
    if let Some(response) = answer.or_else(|| refusal(table, &request, head, &verdicts)) {
        return CorsFuture::answered(request, response);
    }
    let pending = Pending::new(table, head);
    pending.progress.kept_mut().keep_verdicts(head, verdicts);
    CorsFuture::Forwarded { inner: inner.call(request), pending: Some(pending) }
}

/// The answer to a preflight; `None`: it is for a path without a policy.
fn preflight(table: &Table, head: Head<'_>, asked: &[u8], verdicts: &Verdicts) -> Option<HttpResponse> {
    let request = head.request;
    let path = request.match_info().unprocessed();
    let known = table.find_in_front(path, Ask::Preflight(request), request.resource_map());
    let resolved = known.resolved(asked);
    let prepared = &*resolved.prepared;
    if prepared.policies.is_empty() {
        return None;
    }
    if let Some(response) = response::plain_preflight(prepared, &head) {
        return Some(response);
    }
    let Prepared { policies, values } = prepared;
    let Decision::Answer(mut answer) = policies.decide_with(&head, verdicts) else { return None };
    if answer.grant.is_none()
        && let Some(doubt) = known.doubt(&resolved, str::from_utf8(asked).unwrap_or_default())
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
    let known = table.find_in_front(path, Ask::Actual(request), request.resource_map());
    let resolved = known.resolved(request.method().as_str().as_bytes());
    let policies = &resolved.prepared.policies;
    match policies.decide_with(&head, verdicts) {
        Decision::Refuse(refusal) => {
            report(policies, &head, Pattern(table, path), Decided::Refused(refusal.reason));
            Some(response::refusal(refusal, EXPLAIN))
        }
        Decision::Answer(_) | Decision::Forward(_) => None,
    }
}

/// An actual request that runs: what comes out is decorated.
struct Pending {
    progress: Progress,
    table: Rc<Table>,
    /// The policies of the path, for what no handler has answered: found while the guards could be asked, or to be found if it
    /// matters.
    found: Option<Rc<Prepared>>,
}

impl Pending {
    #[inline]
    fn new(table: &Rc<Table>, head: Head<'_>) -> Self {
        let progress = Progress::of(head);
        let found = table.is_guarded().then(|| policies(table, &progress.kept(), Ask::Actual(head.request)));
        Pending { progress, table: table.clone(), found }
    }

    /// Decorates a response to this request.
    #[inline]
    fn decorate<B>(self, response: &mut ServiceResponse<B>) {
        let step = self.progress.step();
        if let Step::Chosen(prepared) = &step {
            let plain = self.progress.kept_mut().plainly(prepared);
            if let Some(plain) = plain {
                return plain.decorate(response.headers_mut());
            }
        }
        if let Some(headers) = self.decided(step, Some(response.request())) {
            headers.decorate(response.status(), response.headers_mut());
        }
    }

    /// The same for an error: its response is made outside, by whoever renders it.
    #[cold]
    fn decorate_error(self, error: &mut Error) {
        if let Some(headers) = self.decided(self.progress.step(), None) {
            error.add_response_mapper(move |mut response| {
                headers.clone().decorate(response.status(), response.headers_mut());
                response
            });
        }
    }

    /// The headers of what comes out: a response to this request, or an error. `None`: it is left as it is.
    #[inline(never)]
    fn decided(&self, step: Step, answered: Option<&HttpRequest>) -> Option<Headers> {
        let is_routed = matches!(step, Step::Routed);
        let kept = self.progress.kept();
        if is_routed && !self.is_unserved(answered) {
            return None;
        }
        let prepared = match (step, &self.found) {
            (Step::Chosen(prepared), _) => prepared,
            (_, Some(found)) => found.clone(),
            (_, None) => policies(&self.table, &kept, Ask::Gone),
        };
        let Prepared { policies, values, .. } = &*prepared;
        if policies.is_empty() {
            return None;
        }
        let seen = Answered { kept: &kept, request: answered };
        let report = |decided| report(policies, &seen, Pattern(&self.table, kept.path()), decided);
        let mut decoration = match policies.decide_with(&seen, kept.verdicts()) {
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
        let mut headers = Headers::new(&decoration, values, kept.sent_origin());
        headers.unserved = is_routed;
        Some(headers)
    }

    /// Whether what comes out of a router, past everything that has a policy, may be the router's own answer. It makes no error.
    fn is_unserved(&self, answered: Option<&HttpRequest>) -> bool {
        let Some(request) = answered else { return false };
        self.table.is_first_of_all(request.resource_map(), request.match_info().get_ref().path())
    }
}

fn policies(table: &Table, kept: &Kept, ask: Ask<'_>) -> Rc<Prepared> {
    let mut place = table.find(kept.path(), ask);
    place.pass_all_unknown();
    if place.is_empty() {
        Rc::default()
    } else {
        place.resolved(table.is_open(), kept.method() == "HEAD").prepared.clone()
    }
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

impl<S, B> CorsFuture<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>>,
{
    #[inline]
    fn answered(request: ServiceRequest, response: HttpResponse) -> Self {
        CorsFuture::Answered { response: Some(request.into_response(response).map_into_right_body()) }
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
