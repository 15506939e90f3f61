//! The outermost middleware.

use std::{
    future::{Future, Ready, ready},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, ready as poll_ready},
};

use actix_router::Url;
use actix_web::{
    Error, HttpRequest, HttpResponse,
    body::{EitherBody, MessageBody},
    dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready},
    http::header::ORIGIN,
};
use cors_core::{Decided, Decision, PathPolicies, Responses, Source, Verdicts, report};
use pin_project_lite::pin_project;

use crate::{
    guards::Ask,
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
        let sources = sources(&self.table, &request);
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
    if !table.is_strict() || !request.headers().contains_key(ORIGIN) {
        return Vec::new();
    }
    let path = request.match_info().unprocessed();
    match Head(request).asked_method() {
        // What is answered may speak of other methods as well.
        Some(_) => table.candidates(path, Ask::Preflight(request)).sources(None),
        None => table.candidates(path, Ask::Actual(request)).sources(Some(request.method().as_str())),
    }
}

/// Does what the policies say.
fn proceed<S, B>(inner: &S, table: &Rc<Table>, request: ServiceRequest, verdicts: Verdicts) -> CorsFuture<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error>,
    B: MessageBody,
{
    if let Some(response) = preflight(table, &request, &verdicts).or_else(|| refusal(table, &request, &verdicts)) {
        let response = request.into_response(response).map_into_right_body();
        return CorsFuture::Answered { response: Some(response) };
    }
    let pending = Pending::new(table, &request, verdicts);
    CorsFuture::Forwarded { inner: inner.call(request), pending: Some(pending) }
}

/// The answer to a preflight; `None`: the request is none, or is for a path without a policy.
fn preflight(table: &Table, request: &ServiceRequest, verdicts: &Verdicts) -> Option<HttpResponse> {
    let head = Head(request);
    let asked = head.asked_method()?;
    let path = request.match_info().unprocessed();
    let mut candidates = table.candidates(path, Ask::Preflight(request));
    candidates.pass_unknown(table, request.resource_map(), path);
    let resolved = candidates.policies(asked);
    if resolved.policies.is_empty() {
        return None;
    }
    let Decision::Answer(mut answer) = resolved.policies.decide_with(&head, verdicts) else { return None };
    if let Some(doubt) = resolved.doubt.filter(|_| answer.grant.is_none()) {
        answer.reason = doubt;
    }
    report(&resolved.policies, &head, Pattern(table, path), Decided::Preflight(answer.reason));
    Some(response::preflight(&answer, request.headers().get(ORIGIN), EXPLAIN))
}

/// The answer to a request that is refused before anything of the application sees it. Where it cannot be foreseen which handler
/// will run, that one's resource refuses it ([`crate::progress`]).
fn refusal(table: &Table, request: &ServiceRequest, verdicts: &Verdicts) -> Option<HttpResponse> {
    if !table.is_strict() || !request.headers().contains_key(ORIGIN) {
        return None;
    }
    let path = request.match_info().unprocessed();
    let mut candidates = table.candidates(path, Ask::Actual(request));
    candidates.pass_unknown(table, request.resource_map(), path);
    let policies = candidates.policies(request.method().as_str()).policies;
    match policies.decide_with(&Head(request), verdicts) {
        Decision::Refuse(refusal) => {
            report(&policies, &Head(request), Pattern(table, path), Decided::Refused(refusal.reason));
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
    url: Url,
    /// The policies of the path, for what no handler has answered: found while the guards could be asked, or to be found if it
    /// matters.
    found: Option<Rc<PathPolicies>>,
}

impl Pending {
    fn new(table: &Rc<Table>, request: &ServiceRequest, verdicts: Verdicts) -> Self {
        let kept = Kept::new(request, table.is_strict());
        let url = request.match_info().get_ref().clone();
        let found = table.is_guarded().then(|| policies(table, &url, &kept, Ask::Actual(request)));
        Pending { kept, progress: Progress::watch(request, verdicts), table: table.clone(), url, found }
    }

    /// The headers of what comes out: a response to this request, or an error. `None`: it is left as it is.
    fn headers(&self, answered: Option<&HttpRequest>) -> Option<Headers> {
        let step = self.progress.step();
        let is_routed = matches!(step, Step::Routed);
        if is_routed && !self.is_unserved(answered) {
            return None;
        }
        let policies = match (step, &self.found) {
            (Step::Chosen(policies), _) => policies,
            (_, Some(found)) => found.clone(),
            (_, None) => policies(&self.table, &self.url, &self.kept, Ask::Gone),
        };
        if policies.is_empty() {
            return None;
        }
        let seen = Answered { kept: &self.kept, request: answered };
        let report = |decided| report(&policies, &seen, Pattern(&self.table, self.url.path()), decided);
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
        let mut headers = Headers::new(&decoration, self.kept.sent_origin());
        headers.unserved = is_routed;
        Some(headers)
    }

    /// Whether what comes out of a router, past everything that has a policy, may be the router's own answer. It makes no error.
    fn is_unserved(&self, answered: Option<&HttpRequest>) -> bool {
        let Some(request) = answered else { return false };
        self.table.is_first_of_all(request.resource_map(), request.match_info().get_ref().path())
    }
}

fn policies(table: &Table, url: &Url, kept: &Kept, ask: Ask<'_>) -> Rc<PathPolicies> {
    let mut candidates = table.candidates(url.path(), ask);
    candidates.pass_all_unknown();
    if candidates.is_empty() { Rc::default() } else { Rc::new(candidates.policies(kept.method()).policies) }
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
                let pending = pending.take();
                let headers = |answered: Option<&HttpRequest>| pending.and_then(|pending| pending.headers(answered));
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
                                headers.decorate(response.status(), response.headers_mut());
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
