//! axum's requests and responses, as `cors-core` reads and writes them.

use std::fmt;

use axum::{
    body::Body,
    extract::{MatchedPath, Request},
    response::Response,
};
use cors_core::{
    Decoration, Preflight, PreparedPolicies, ReadHeaders, Reason, RequestHead, ResponseHeader, ResponseHeaders,
};
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Version,
    header::{self, GetAll},
    uri::Authority,
};

/// Denials state their reason in the body, in debug builds only.
const EXPLAIN: bool = cfg!(debug_assertions);

/// Policies with their header values.
pub(crate) type Prepared = PreparedPolicies<Value>;

/// A request, with its `Origin` looked up once.
pub(crate) struct RequestView<'r> {
    request: &'r Request,
    origin: GetAll<'r, HeaderValue>,
}

impl<'r> RequestView<'r> {
    #[inline]
    pub(crate) fn new(request: &'r Request) -> Self {
        RequestView { request, origin: request.headers().get_all(header::ORIGIN) }
    }

    /// The first line of `Origin`, as it was sent.
    #[inline]
    pub(crate) fn sent_origin(&self) -> Option<Value> {
        self.origin.iter().next().cloned().map(Value)
    }

    /// The method by which axum chooses the handler.
    ///
    /// A WebSocket over HTTP/2 or HTTP/3 opens with an extended `CONNECT`, which has a scheme and a path, unlike any other
    /// `CONNECT`, and stands for the `GET` of HTTP/1.1 (RFC 8441, section 5; RFC 9220).
    #[inline]
    pub(crate) fn routed_method(&self) -> &str {
        let is_extended = *self.request.method() == Method::CONNECT
            && self.request.version() > Version::HTTP_11
            && self.request.uri().scheme().is_some();
        if is_extended { "GET" } else { self.request.method().as_str() }
    }

    pub(crate) fn is_preflight(&self) -> bool {
        *self.request.method() == Method::OPTIONS
            && self.origin.iter().next().is_some()
            && self.request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
    }

    fn lines(&self, name: HeaderName) -> impl Iterator<Item = &[u8]> {
        self.request.headers().get_all(name).iter().map(HeaderValue::as_bytes)
    }
}

impl RequestHead for RequestView<'_> {
    fn method(&self) -> &str {
        self.request.method().as_str()
    }

    fn origin(&self) -> impl Iterator<Item = &[u8]> {
        self.origin.iter().map(HeaderValue::as_bytes)
    }

    fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]> {
        self.lines(header::ACCESS_CONTROL_REQUEST_METHOD)
    }

    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> {
        self.lines(header::ACCESS_CONTROL_REQUEST_HEADERS)
    }

    fn header(&self, name: &'static str) -> impl Iterator<Item = &[u8]> {
        self.request.headers().get_all(name).iter().map(HeaderValue::as_bytes)
    }

    fn target_authority(&self) -> Option<&str> {
        self.request.uri().authority().map(Authority::as_str)
    }

    fn scheme(&self) -> Option<&str> {
        self.request.uri().scheme_str()
    }
}

/// The pattern of a request's route, for the log.
pub(crate) struct Pattern<'r> {
    pub(crate) request: &'r Request,
    /// The pattern in this router, without the prefixes of outer routers.
    pub(crate) own: &'r str,
}

impl fmt::Display for Pattern<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.request.extensions().get::<MatchedPath>().map_or(self.own, MatchedPath::as_str))
    }
}

/// A header value. The newtype is needed because the type and the trait belong to other crates.
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

/// The headers of a response.
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
            ResponseHeader::AllowCredentials => header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
            ResponseHeader::AllowHeaders => header::ACCESS_CONTROL_ALLOW_HEADERS,
            ResponseHeader::AllowMethods => header::ACCESS_CONTROL_ALLOW_METHODS,
            ResponseHeader::AllowOrigin => header::ACCESS_CONTROL_ALLOW_ORIGIN,
            ResponseHeader::ExposeHeaders => header::ACCESS_CONTROL_EXPOSE_HEADERS,
            ResponseHeader::MaxAge => header::ACCESS_CONTROL_MAX_AGE,
            ResponseHeader::CacheControl => header::CACHE_CONTROL,
            ResponseHeader::Vary => header::VARY,
        };
        self.0.append(name, value);
    }

    fn vary(&self) -> impl Iterator<Item = &[u8]> {
        self.0.get_all(header::VARY).iter().map(HeaderValue::as_bytes)
    }
}

/// The response to a preflight. `reason` is computed only if it is shown.
pub(crate) fn preflight(
    prepared: &Prepared,
    preflight: &Preflight<'_>,
    sent: Option<&Value>,
    reason: impl FnOnce() -> Reason,
) -> Response {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.reserve(8);
    if prepared.write_preflight(preflight, sent, &mut Headers(headers)) {
        *response.status_mut() = StatusCode::NO_CONTENT;
        return response;
    }
    denied(response, "CORS preflight denied", reason)
}

/// The response to a request that `enforce` or `hosts` refuses. The refusal depends on the headers in `read`.
pub(crate) fn refusal(read: ReadHeaders, reason: impl FnOnce() -> Reason) -> Response {
    let mut response = Response::new(Body::empty());
    Decoration::of_refusal(read).write(&mut Headers(response.headers_mut()));
    denied(response, "CORS request refused", reason)
}

fn denied(mut response: Response, what: &str, reason: impl FnOnce() -> Reason) -> Response {
    *response.status_mut() = StatusCode::FORBIDDEN;
    if EXPLAIN {
        let reason = reason();
        let text = HeaderValue::from_static("text/plain; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, text);
        *response.body_mut() = Body::from(format!("{what}: {reason} [{}]\n", reason.code()));
    }
    response
}
