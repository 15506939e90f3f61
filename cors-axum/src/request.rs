//! An axum request, as far as CORS is concerned.

use std::fmt;

use axum::extract::{MatchedPath, Request};
use cors_core::RequestHead;
use http::{
    HeaderName, HeaderValue, Method,
    header::{ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, GetAll, ORIGIN},
    uri::Authority,
};

use crate::{event::is_heard, response::EXPLAIN};

pub(crate) struct Head<'r> {
    request: &'r Request,
    /// Looked up once.
    origin: GetAll<'r, HeaderValue>,
}

impl<'r> Head<'r> {
    pub(crate) fn new(request: &'r Request) -> Self {
        Head { request, origin: request.headers().get_all(ORIGIN) }
    }

    /// The first line of `Origin`, as it was sent.
    pub(crate) fn sent_origin(&self) -> Option<&'r HeaderValue> {
        self.origin.iter().next()
    }

    /// The line of `Origin`, if it is the only one.
    pub(crate) fn only_origin(&self) -> Option<&'r HeaderValue> {
        let mut lines = self.origin.iter();
        lines.next().filter(|_| lines.next().is_none())
    }

    pub(crate) fn is_options(&self) -> bool {
        *self.request.method() == Method::OPTIONS
    }

    fn lines(&self, name: HeaderName) -> impl Iterator<Item = &[u8]> {
        self.request.headers().get_all(name).iter().map(HeaderValue::as_bytes)
    }
}

/// The only line of `Origin`, or that there is none, of a request that is no preflight whatever else it says.
#[inline]
pub(crate) fn plain_origin(request: &Request) -> Option<Option<&HeaderValue>> {
    if *request.method() == Method::OPTIONS {
        return None;
    }
    let mut lines = request.headers().get_all(ORIGIN).iter();
    let first = lines.next();
    (first.is_none() || lines.next().is_none()).then_some(first)
}

/// Whether anybody reads why a request was not let in.
pub(crate) fn wants_reason() -> bool {
    EXPLAIN || is_heard()
}

/// The pattern of the route that a request has, as people know it.
pub(crate) struct Pattern<'r>(pub(crate) &'r Request);

impl fmt::Display for Pattern<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str))
    }
}

impl RequestHead for Head<'_> {
    fn method(&self) -> &str {
        self.request.method().as_str()
    }

    fn origin(&self) -> impl Iterator<Item = &[u8]> {
        self.origin.iter().map(HeaderValue::as_bytes)
    }

    fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]> {
        self.lines(ACCESS_CONTROL_REQUEST_METHOD)
    }

    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> {
        self.lines(ACCESS_CONTROL_REQUEST_HEADERS)
    }

    fn header(&self, name: &'static str) -> impl Iterator<Item = &[u8]> {
        self.request.headers().get_all(name).iter().map(HeaderValue::as_bytes)
    }

    fn authority(&self) -> Option<&str> {
        self.request.uri().authority().map(Authority::as_str)
    }

    fn scheme(&self) -> Option<&str> {
        self.request.uri().scheme_str()
    }

    fn wants_reason(&self) -> bool {
        wants_reason()
    }
}
