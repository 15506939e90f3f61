//! An actix request, as far as CORS is concerned.

use actix_web::{
    HttpRequest,
    dev::{AppConfig, ServiceRequest},
    http::{
        Method, Uri,
        header::{ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, HeaderValue, ORIGIN},
        uri::Authority,
    },
};
use cors_core::{Plain, RequestHead, Verdicts, is_same_origin};

use crate::{
    event::{is_all_heard, is_heard},
    prepared::Prepared,
    response::{EXPLAIN, PlainHeaders},
};

/// A request with the lines that make it a CORS request, each looked up once.
#[derive(Clone, Copy)]
pub(crate) struct Head<'r> {
    pub(crate) request: &'r ServiceRequest,
    origin: &'r [HeaderValue],
    method: &'r [HeaderValue],
}

impl<'r> Head<'r> {
    #[inline]
    pub(crate) fn of(request: &'r ServiceRequest) -> Self {
        let lines = |name| request.headers().get_all(name).as_slice();
        // Of what is no `OPTIONS`, nobody wants to know more than the origin.
        let method = if *request.method() == Method::OPTIONS { lines(ACCESS_CONTROL_REQUEST_METHOD) } else { &[] };
        Head { request, origin: lines(ORIGIN), method }
    }

    /// The method that this asks for, if it is a preflight.
    #[inline]
    pub(crate) fn asked_method(&self) -> Option<&'r [u8]> {
        self.method.first().filter(|_| !self.origin.is_empty()).map(HeaderValue::as_bytes)
    }

    /// Whether it names an origin, or claims to.
    pub(crate) fn names_origin(&self) -> bool {
        !self.origin.is_empty()
    }

    /// The value that was sent, if it was one.
    #[inline]
    pub(crate) fn sent_origin(&self) -> Option<&'r HeaderValue> {
        self.origin.first()
    }

    /// The line of `Origin`, if it is the only one, and nobody wants to read of every decision.
    #[inline]
    pub(crate) fn plain_origin(&self) -> Option<&'r HeaderValue> {
        if let [only] = self.origin { Some(only).filter(|_| !is_all_heard()) } else { None }
    }
}

impl RequestHead for Head<'_> {
    fn header(&self, name: &'static str) -> impl Iterator<Item = &[u8]> {
        self.request.headers().get_all(name).map(HeaderValue::as_bytes)
    }

    fn authority(&self) -> Option<&str> {
        self.request.uri().authority().map(Authority::as_str)
    }

    fn scheme(&self) -> Option<&str> {
        scheme(self.request.app_config(), self.request.uri())
    }

    fn method(&self) -> &str {
        self.request.method().as_str()
    }

    fn origin(&self) -> impl Iterator<Item = &[u8]> {
        self.origin.iter().map(HeaderValue::as_bytes)
    }

    fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]> {
        self.method.iter().map(HeaderValue::as_bytes)
    }

    fn wants_reason(&self) -> bool {
        EXPLAIN || is_heard()
    }

    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> {
        self.request.headers().get_all(ACCESS_CONTROL_REQUEST_HEADERS).map(HeaderValue::as_bytes)
    }
}

/// What is kept of an actual request while it runs. A clone of the request itself would make actix panic when it routes.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    method: Method,
    /// The path with which it came in.
    path: String,
    /// The first line of `Origin`.
    origin: Option<HeaderValue>,
    /// The second: two are as bad as many.
    another: Option<Box<HeaderValue>>,
    /// It comes from a page of the server's own origin. Asked beforehand only where requests may be refused.
    own: bool,
    /// What was said of its origin before it came in.
    verdicts: Option<Verdicts>,
}

impl Kept {
    /// Who sends a longer path pays for its copy.
    const LONGEST_PATH: usize = 1024;

    /// Keeps what there is to keep, in place of nothing.
    #[inline]
    pub(crate) fn keep(&mut self, head: Head<'_>) {
        self.method = head.request.method().clone();
        self.path.push_str(head.request.match_info().get_ref().path());
        self.origin = head.sent_origin().cloned();
        if let Some(another) = head.origin.get(1) {
            self.another = Some(Box::new(another.clone()));
        }
    }

    /// The same where requests may be refused.
    pub(crate) fn keep_verdicts(&mut self, head: Head<'_>, verdicts: Verdicts) {
        let sent = head.sent_origin().and_then(|sent| sent.to_str().ok());
        self.own = sent.is_some_and(|sent| is_same_origin(&head, sent));
        self.verdicts = Some(verdicts).filter(|verdicts| verdicts != Verdicts::NONE);
    }

    /// Lets go of it, but for room for the next one.
    #[inline]
    pub(crate) fn clear(&mut self) {
        self.origin = None;
        self.own = false;
        if self.another.is_some() || self.verdicts.is_some() || self.path.capacity() > Self::LONGEST_PATH {
            *self = Kept::default();
        }
        self.path.clear();
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn verdicts(&self) -> &Verdicts {
        self.verdicts.as_ref().unwrap_or(Verdicts::NONE)
    }

    #[inline]
    pub(crate) fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The value that was sent, if it was one.
    pub(crate) fn sent_origin(&self) -> Option<&HeaderValue> {
        self.origin.as_ref()
    }

    /// What the policies say to it, if that is plain, and nobody wants to read of it.
    #[inline]
    pub(crate) fn plainly<'p>(&mut self, prepared: &'p Prepared) -> Option<PlainHeaders<'p>> {
        if self.another.is_some() || is_all_heard() {
            return None;
        }
        let origin = self.origin.as_ref().map(HeaderValue::as_bytes);
        match prepared.policies.decide_plain(self.method.as_str(), origin)? {
            Plain::Listed(group) => Some(PlainHeaders(prepared.values.get(group).zip(self.origin.take()))),
            Plain::Other => Some(PlainHeaders(None)),
        }
    }
}

/// A request that has been answered: what was kept of it, and the request itself if it came out again.
pub(crate) struct Answered<'r> {
    pub(crate) kept: &'r Kept,
    pub(crate) request: Option<&'r HttpRequest>,
}

impl RequestHead for Answered<'_> {
    fn method(&self) -> &str {
        self.kept.method.as_str()
    }

    fn origin(&self) -> impl Iterator<Item = &[u8]> {
        self.kept.origin.iter().chain(self.kept.another.as_deref()).map(HeaderValue::as_bytes)
    }

    fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::empty()
    }

    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::empty()
    }

    fn wants_reason(&self) -> bool {
        is_heard()
    }

    fn header(&self, name: &'static str) -> impl Iterator<Item = &[u8]> {
        // What has been found out before, as a browser would say it.
        let found = (self.kept.own && name == "sec-fetch-site").then_some(&b"same-origin"[..]);
        let sent = self.request.filter(|_| found.is_none()).map(|request| request.headers().get_all(name));
        found.into_iter().chain(sent.into_iter().flatten().map(HeaderValue::as_bytes))
    }

    fn authority(&self) -> Option<&str> {
        self.request?.uri().authority().map(Authority::as_str)
    }

    fn scheme(&self) -> Option<&str> {
        let request = self.request?;
        scheme(request.app_config(), request.uri())
    }
}

/// The scheme that this very server speaks, or that the request names.
fn scheme<'r>(config: &AppConfig, uri: &'r Uri) -> Option<&'r str> {
    if config.secure() { Some("https") } else { uri.scheme_str() }
}
