//! An axum request and response, as far as CORS is concerned.

use std::fmt;

use axum::extract::{MatchedPath, Request};
use cors_core::{RequestHead, ResponseHeader, ResponseHeaders};
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Version,
    header::{
        ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
        ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
        ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, CACHE_CONTROL, GetAll, ORIGIN, VARY,
    },
    uri::Authority,
};

/// A request, with its `Origin` looked up once.
pub(crate) struct Head<'r> {
    request: &'r Request,
    origin: GetAll<'r, HeaderValue>,
}

impl<'r> Head<'r> {
    #[inline]
    pub(crate) fn new(request: &'r Request) -> Self {
        Head { request, origin: request.headers().get_all(ORIGIN) }
    }

    /// The first line of `Origin`, as it was sent.
    #[inline]
    pub(crate) fn sent_origin(&self) -> Option<Value> {
        self.origin.iter().next().cloned().map(Value)
    }

    /// The method by which the handler is chosen: a WebSocket over HTTP/2 or HTTP/3 opens with an extended `CONNECT`, which has a scheme
    /// and a path where any other `CONNECT` has none, and stands for the `GET` of HTTP/1.1 (RFC 8441, section 5; RFC 9220).
    #[inline]
    pub(crate) fn served_method(&self) -> &str {
        let is_extended = *self.request.method() == Method::CONNECT
            && self.request.version() > Version::HTTP_11
            && self.request.uri().scheme().is_some();
        if is_extended { "GET" } else { self.request.method().as_str() }
    }

    /// The method that a preflight asks for; `None`: it is no preflight.
    pub(crate) fn asked_method(&self) -> Option<&str> {
        let is_preflight = *self.request.method() == Method::OPTIONS && self.origin.iter().next().is_some();
        let method = self.request.headers().get(ACCESS_CONTROL_REQUEST_METHOD).filter(|_| is_preflight)?;
        Some(method.to_str().unwrap_or_default())
    }

    fn lines(&self, name: HeaderName) -> impl Iterator<Item = &[u8]> {
        self.request.headers().get_all(name).iter().map(HeaderValue::as_bytes)
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
}

/// The pattern of the route that a request has, for the log.
pub(crate) struct Pattern<'r> {
    pub(crate) request: &'r Request,
    /// That of this router alone.
    pub(crate) own: &'r str,
}

impl fmt::Display for Pattern<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.request.extensions().get::<MatchedPath>().map_or(self.own, MatchedPath::as_str))
    }
}

/// A header value, for the writer.
#[derive(Debug, Clone)]
pub(crate) struct Value(HeaderValue);

impl cors_core::HeaderValue for Value {
    fn from_static(text: &'static str) -> Self {
        Value(HeaderValue::from_static(text))
    }

    fn from_text(text: &str) -> Option<Self> {
        HeaderValue::from_str(text).ok().map(Value)
    }

    #[inline]
    fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// The headers of a response, for the writer.
pub(crate) struct Headers<'h>(pub(crate) &'h mut HeaderMap);

impl ResponseHeaders for Headers<'_> {
    type Value = Value;

    #[inline]
    fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(HeaderName::as_str)
    }

    fn remove(&mut self, name: &str) {
        self.0.remove(name);
    }

    #[inline]
    fn append(&mut self, header: ResponseHeader, Value(value): Value) {
        let name = match header {
            ResponseHeader::AllowCredentials => ACCESS_CONTROL_ALLOW_CREDENTIALS,
            ResponseHeader::AllowHeaders => ACCESS_CONTROL_ALLOW_HEADERS,
            ResponseHeader::AllowMethods => ACCESS_CONTROL_ALLOW_METHODS,
            ResponseHeader::AllowOrigin => ACCESS_CONTROL_ALLOW_ORIGIN,
            ResponseHeader::ExposeHeaders => ACCESS_CONTROL_EXPOSE_HEADERS,
            ResponseHeader::MaxAge => ACCESS_CONTROL_MAX_AGE,
            ResponseHeader::CacheControl => CACHE_CONTROL,
            ResponseHeader::Vary => VARY,
        };
        self.0.append(name, value);
    }

    fn vary(&self) -> impl Iterator<Item = &[u8]> {
        self.0.get_all(VARY).iter().map(HeaderValue::as_bytes)
    }
}
