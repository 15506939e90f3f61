//! Tracks which handler ran.
//!
//! actix alone routes, so the handler is known only once actix has chosen it. The outermost middleware puts a [`RequestState`] into the
//! extensions of the request and keeps it, because an actix `Error` no longer carries its request. The [checkpoints](super::checkpoint)
//! that the request passes on its way in set the state's progress, which tells by which policies the response is decorated.

use std::{cell::Cell, rc::Rc};

use actix_web::{
    HttpMessage as _, HttpRequest,
    dev::{ServiceRequest, Url},
    http::{
        Method,
        header::{self, HeaderValue},
        uri::Authority,
    },
};
use cors_core::{__private::Sender, PathPolicies, ReadHeaders, RequestHead as _, Serving, Verdicts};

use super::http::{Prepared, RequestView, Value};
use crate::routing::guards::HostVerdicts;

/// How far a request has come.
#[derive(Default)]
pub(crate) enum Progress {
    /// A middleware, outside the next router.
    #[default]
    Middleware,
    /// A handler or a service without a policy. Its response is left unchanged.
    WithoutPolicy,
    /// actix's own 404.
    NotFound,
    /// A handler or a resource with these policies.
    Policies(Rc<Prepared>, Serving),
    /// The policy of the handler has refused the request, depending on these headers.
    Refused(ReadHeaders),
}

/// The state of a request while it runs. It is not a clone of the request: with a clone alive, actix panics when it routes.
pub(crate) struct RequestState {
    pub(super) progress: Cell<Progress>,
    /// The method as sent.
    pub(crate) method: Method,
    url: Url,
    /// The length of the path's part that outer routers have matched.
    matched: usize,
    /// The first line of `Origin`.
    origin: Option<Value>,
    /// The second line of `Origin`. More lines make no difference.
    second_origin: Option<Box<HeaderValue>>,
    /// The verdicts of origin sources.
    pub(crate) verdicts: Verdicts,
    pub(crate) hosts: HostVerdicts,
    /// Kept only where requests may be refused, or reported.
    pub(crate) judged: Option<Judged>,
    /// Whether policies are enforced as they are written.
    pub(super) is_enabled: bool,
}

/// The facts by which `enforce` and `hosts` judge a request, as the client sent it.
pub(crate) struct Judged {
    pub(crate) sender: Sender,
    pub(crate) has_cookie: bool,
    /// The authority, if it is that of the only line of `Host`.
    pub(crate) host: Option<HeaderValue>,
}

impl Judged {
    pub(crate) fn of(view: RequestView<'_>) -> Self {
        let mut hosts = view.request.headers().get_all(header::HOST);
        let host = hosts.next().filter(|_| hosts.next().is_none()).cloned();
        Judged { sender: Sender::of(&view), has_cookie: view.has_cookie(), host }
    }
}

/// The extension of a request that holds its state.
pub(super) struct Tracked(pub(super) Rc<RequestState>);

impl RequestState {
    #[inline]
    pub(crate) fn new(
        view: RequestView<'_>,
        verdicts: Verdicts,
        hosts: HostVerdicts,
        judged: Option<Judged>,
        is_enabled: bool,
    ) -> Rc<Self> {
        let path = view.request.match_info();
        let lines = view.origin_lines();
        Rc::new(RequestState {
            progress: Cell::default(),
            method: view.request.method().clone(),
            url: path.get_ref().clone(),
            matched: path.get_ref().path().len().saturating_sub(path.unprocessed().len()),
            origin: lines.first().cloned().map(Value),
            second_origin: lines.get(1).map(|line| Box::new(line.clone())),
            verdicts,
            hosts,
            judged,
            is_enabled,
        })
    }

    /// Begins to track a request. An outer middleware of this crate leaves its response unchanged.
    #[inline]
    pub(crate) fn track(self: &Rc<Self>, request: &ServiceRequest) {
        if let Some(Tracked(outer)) = request.extensions_mut().insert(Tracked(self.clone())) {
            outer.progress.set(Progress::WithoutPolicy);
        }
    }

    /// Returns whether the request still has this state: a middleware may have cleared the extensions.
    pub(crate) fn tracks(self: &Rc<Self>, request: &HttpRequest) -> bool {
        request.extensions().get::<Tracked>().is_some_and(|Tracked(state)| Rc::ptr_eq(state, self))
    }

    #[inline]
    pub(crate) fn take_progress(&self) -> Progress {
        self.progress.take()
    }

    /// The path as sent, without the part that outer routers have matched.
    pub(crate) fn path(&self) -> &str {
        self.full_path().get(self.matched..).unwrap_or_default()
    }

    /// The authority of the request's target, as sent.
    pub(crate) fn target_authority(&self) -> Option<&str> {
        self.url.uri().authority().map(Authority::as_str)
    }

    /// The whole path as sent.
    pub(crate) fn full_path(&self) -> &str {
        self.url.path()
    }

    #[inline]
    pub(crate) fn sent_origin(&self) -> Option<&Value> {
        self.origin.as_ref()
    }

    #[inline]
    pub(crate) fn origin_lines(&self) -> impl Iterator<Item = &HeaderValue> {
        self.origin.iter().map(|Value(line)| line).chain(self.second_origin.as_deref())
    }

    /// Returns the handler of a method, unless a middleware has changed the method and the sent one has another handler.
    #[inline]
    pub(super) fn serving(&self, policies: &PathPolicies, method: &Method) -> Option<Serving> {
        let serving = policies.serving(method.as_str());
        let is_same = self.method == *method || policies.serving(self.method.as_str()) == serving;
        is_same.then_some(serving)
    }

    /// Returns the handler whose policy applies to a request that no handler serves: for `HEAD`, that of `GET`.
    pub(crate) fn unserved(&self, policies: &PathPolicies) -> Serving {
        match policies.serving(self.method.as_str()) {
            Serving::WithoutPolicy => Serving::Nothing,
            serving => serving,
        }
    }
}
