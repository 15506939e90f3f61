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
use cors_core::{RequestHead, is_same_origin};

use crate::{
    event::{is_all_heard, is_heard},
    prepared::Prepared,
    response::{EXPLAIN, Headers},
};

/// A request with the lines that make it a CORS request, each looked up once.
#[derive(Clone, Copy)]
pub(crate) struct Head<'r> {
    request: &'r ServiceRequest,
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
    pub(crate) fn asked_method(&self) -> Option<&'r str> {
        let line = self.method.first().filter(|_| !self.origin.is_empty())?;
        // What is no text is no method either, and will be denied.
        Some(str::from_utf8(line.as_bytes()).unwrap_or_default())
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
pub(crate) struct Kept {
    method: Method,
    /// The first line of `Origin`.
    origin: Option<HeaderValue>,
    /// The second: two are as bad as many.
    another: Option<Box<HeaderValue>>,
    /// It comes from a page of the server's own origin. Asked beforehand only where requests may be refused.
    own: bool,
}

impl Kept {
    #[inline]
    pub(crate) fn new(head: Head<'_>, is_strict: bool) -> Self {
        let origin = head.sent_origin().cloned();
        let another = head.origin.get(1).map(|another| Box::new(another.clone()));
        let sent = origin.as_ref().filter(|_| is_strict).and_then(|sent| sent.to_str().ok());
        let own = sent.is_some_and(|sent| is_same_origin(&head, sent));
        Kept { method: head.request.method().clone(), origin, another, own }
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
    pub(crate) fn plainly(&mut self, prepared: &Prepared) -> Option<Headers> {
        if self.another.is_some() || is_all_heard() {
            return None;
        }
        let origin = self.origin.as_ref().map(HeaderValue::as_bytes);
        let plain = prepared.policies.decide_plain(self.method(), origin)?;
        Some(Headers::plain(plain, &prepared.values, self.origin.take()))
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
