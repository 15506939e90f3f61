//! An actix request, as far as CORS is concerned.

use actix_web::{
    HttpRequest,
    dev::{AppConfig, ServiceRequest},
    http::{
        Method, Uri,
        header::{ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, HeaderName, HeaderValue, ORIGIN},
        uri::Authority,
    },
};
use cors_core::{RequestHead, is_same_origin};

pub(crate) struct Head<'r>(pub(crate) &'r ServiceRequest);

impl Head<'_> {
    fn lines(&self, name: HeaderName) -> impl Iterator<Item = &[u8]> {
        self.0.headers().get_all(name).map(HeaderValue::as_bytes)
    }

    /// The method that this asks for, if it is a preflight.
    pub(crate) fn asked_method(&self) -> Option<&str> {
        let mut lines = self.access_control_request_method();
        let is_preflight = self.method() == "OPTIONS" && self.origin().next().is_some();
        let line = lines.next().filter(|_| is_preflight)?;
        // What is no text is no method either, and will be denied.
        Some(str::from_utf8(line).unwrap_or_default())
    }
}

impl RequestHead for Head<'_> {
    fn header(&self, name: &'static str) -> impl Iterator<Item = &[u8]> {
        self.0.headers().get_all(name).map(HeaderValue::as_bytes)
    }

    fn authority(&self) -> Option<&str> {
        self.0.uri().authority().map(Authority::as_str)
    }

    fn scheme(&self) -> Option<&str> {
        scheme(self.0.app_config(), self.0.uri())
    }

    fn method(&self) -> &str {
        self.0.method().as_str()
    }

    fn origin(&self) -> impl Iterator<Item = &[u8]> {
        self.lines(ORIGIN)
    }

    fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]> {
        self.lines(ACCESS_CONTROL_REQUEST_METHOD)
    }

    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> {
        self.lines(ACCESS_CONTROL_REQUEST_HEADERS)
    }
}

/// What is kept of an actual request while it runs. A clone of the request itself would make actix panic when it routes.
pub(crate) struct Kept {
    method: Method,
    /// The first two lines of `Origin`: two are as bad as many.
    origin: [Option<HeaderValue>; 2],
    /// It comes from a page of the server's own origin. Asked beforehand only where requests may be refused.
    own: bool,
}

impl Kept {
    pub(crate) fn new(request: &ServiceRequest, is_strict: bool) -> Self {
        let mut lines = request.headers().get_all(ORIGIN).cloned();
        let origin = [lines.next(), lines.next()];
        let sent = origin.iter().flatten().next().and_then(|sent| sent.to_str().ok()).filter(|_| is_strict);
        let own = sent.is_some_and(|sent| is_same_origin(&Head(request), sent));
        Kept { method: request.method().clone(), origin, own }
    }

    pub(crate) fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The value that was sent, if it was one.
    pub(crate) fn sent_origin(&self) -> Option<&HeaderValue> {
        self.origin.iter().flatten().next()
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
        self.kept.origin.iter().flatten().map(HeaderValue::as_bytes)
    }

    fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::empty()
    }

    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::empty()
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
