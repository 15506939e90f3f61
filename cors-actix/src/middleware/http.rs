//! actix's requests and responses, as `cors-core` sees them.

use actix_web::{
    HttpResponse,
    dev::{AppConfig, ServiceRequest},
    http::{
        Method, StatusCode, Uri,
        header::{self, HeaderMap, HeaderName, HeaderValue},
        uri::Authority,
    },
};
use cors_core::{Preflight, PreparedPolicies, Reason, RequestHead, ResponseHeader, ResponseHeaders};

/// Whether a denial says why in its body: in debug builds only.
const EXPLAIN: bool = cfg!(debug_assertions);

/// Policies with their header values.
pub(crate) type Prepared = PreparedPolicies<Value>;

/// A header value: neither actix's type nor the trait is this crate's.
#[derive(Debug, Clone)]
pub(crate) struct Value(pub(crate) HeaderValue);

impl cors_core::HeaderValue for Value {
    fn from_static(text: &'static str) -> Self {
        Value(HeaderValue::from_static(text))
    }

    fn from_text(text: &str) -> Option<Self> {
        HeaderValue::from_str(text).ok().map(Value)
    }

    fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// The headers of a response that is being written.
pub(crate) struct Headers<'h>(pub(crate) &'h mut HeaderMap);

impl ResponseHeaders for Headers<'_> {
    type Value = Value;

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
        self.0.get_all(header::VARY).map(HeaderValue::as_bytes)
    }
}

/// The whole response to a preflight; `reason` is computed only if it is shown.
pub(crate) fn preflight(
    prepared: &Prepared,
    preflight: &Preflight<'_>,
    sent: Option<&HeaderValue>,
    reason: impl FnOnce() -> Reason,
) -> HttpResponse {
    let sent = sent.cloned().map(Value);
    let mut response = HttpResponse::new(StatusCode::NO_CONTENT);
    if prepared.write_preflight(preflight, sent.as_ref(), &mut Headers(response.headers_mut())) {
        return response;
    }
    *response.status_mut() = StatusCode::FORBIDDEN;
    explained(response, "CORS preflight denied", EXPLAIN, reason)
}

/// The whole response to a request that `enforce` refuses.
pub(crate) fn refusal(prepared: &Prepared, reason: impl FnOnce() -> Reason) -> HttpResponse {
    let mut response = HttpResponse::new(StatusCode::FORBIDDEN);
    prepared.write_refusal(&mut Headers(response.headers_mut()));
    explained(response, "CORS request refused", EXPLAIN, reason)
}

fn explained(mut response: HttpResponse, what: &str, explain: bool, reason: impl FnOnce() -> Reason) -> HttpResponse {
    if !explain {
        return response;
    }
    let text = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, text);
    let reason = reason();
    response.set_body(format!("{what}: {reason} [{}]\n", reason.code())).map_into_boxed_body()
}

/// A request before the application sees it.
#[derive(Clone, Copy)]
pub(crate) struct Head<'r> {
    pub(crate) request: &'r ServiceRequest,
    origin: &'r [HeaderValue],
    /// `Access-Control-Request-Method`.
    asked: &'r [HeaderValue],
}

impl<'r> Head<'r> {
    #[inline]
    pub(crate) fn of(request: &'r ServiceRequest) -> Self {
        let lines = |name| request.headers().get_all(name).as_slice();
        // Only `OPTIONS` requests can be preflights.
        let asked =
            if *request.method() == Method::OPTIONS { lines(header::ACCESS_CONTROL_REQUEST_METHOD) } else { &[] };
        Head { request, origin: lines(header::ORIGIN), asked }
    }

    /// The method that a preflight asks for; `None`: the request is not a preflight.
    #[inline]
    pub(crate) fn asked_method(&self) -> Option<&'r [u8]> {
        self.asked.first().filter(|_| !self.origin.is_empty()).map(HeaderValue::as_bytes)
    }

    /// The lines of `Origin`.
    #[inline]
    pub(crate) fn origin_lines(&self) -> &'r [HeaderValue] {
        self.origin
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
        self.asked.iter().map(HeaderValue::as_bytes)
    }

    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> {
        self.request.headers().get_all(header::ACCESS_CONTROL_REQUEST_HEADERS).map(HeaderValue::as_bytes)
    }

    fn header(&self, name: &'static str) -> impl Iterator<Item = &[u8]> {
        self.request.headers().get_all(name).map(HeaderValue::as_bytes)
    }

    fn authority(&self) -> Option<&str> {
        self.request.uri().authority().map(Authority::as_str)
    }

    fn scheme(&self) -> Option<&str> {
        scheme(self.request.app_config(), self.request.uri())
    }
}

/// The scheme that this very server speaks, or that the request names.
pub(crate) fn scheme<'r>(config: &AppConfig, uri: &'r Uri) -> Option<&'r str> {
    if config.secure() { Some("https") } else { uri.scheme_str() }
}

#[cfg(test)]
#[path = "../../tests/unit/http.rs"]
mod tests;
