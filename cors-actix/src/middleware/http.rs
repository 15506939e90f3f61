//! actix's requests and responses, as `cors-core` reads and writes them.

use actix_web::{
    HttpResponse,
    dev::{AppConfig, ServiceRequest},
    http::{
        Method, StatusCode, Uri,
        header::{self, HeaderMap, HeaderName, HeaderValue},
        uri::Authority,
    },
};
use cors_core::{
    Decoration, Preflight, PreparedPolicies, ReadHeaders, Reason, RequestHead, ResponseHeader, ResponseHeaders,
};

/// Denials state their reason in the body, in debug builds only.
const EXPLAIN: bool = cfg!(debug_assertions);

/// Policies with their header values.
pub(crate) type Prepared = PreparedPolicies<Value>;

/// A request before the application sees it, with its `Origin` looked up once.
#[derive(Clone, Copy)]
pub(crate) struct RequestView<'r> {
    pub(crate) request: &'r ServiceRequest,
    origin: &'r [HeaderValue],
    /// `Access-Control-Request-Method`.
    requested_method: &'r [HeaderValue],
}

impl<'r> RequestView<'r> {
    #[inline]
    pub(crate) fn of(request: &'r ServiceRequest) -> Self {
        let lines = |name| request.headers().get_all(name).as_slice();
        // Only `OPTIONS` requests can be preflights.
        let is_options = *request.method() == Method::OPTIONS;
        let requested_method = if is_options { lines(header::ACCESS_CONTROL_REQUEST_METHOD) } else { &[] };
        RequestView { request, origin: lines(header::ORIGIN), requested_method }
    }

    /// The method that a preflight requests; `None`: the request is not a preflight.
    #[inline]
    pub(crate) fn requested_method(&self) -> Option<&'r [u8]> {
        self.requested_method.first().filter(|_| !self.origin.is_empty()).map(HeaderValue::as_bytes)
    }

    /// The lines of `Origin`.
    #[inline]
    pub(crate) fn origin_lines(&self) -> &'r [HeaderValue] {
        self.origin
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
        self.requested_method.iter().map(HeaderValue::as_bytes)
    }

    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> {
        self.request.headers().get_all(header::ACCESS_CONTROL_REQUEST_HEADERS).map(HeaderValue::as_bytes)
    }

    fn header(&self, name: &'static str) -> impl Iterator<Item = &[u8]> {
        self.request.headers().get_all(name).map(HeaderValue::as_bytes)
    }

    fn target_authority(&self) -> Option<&str> {
        self.request.uri().authority().map(Authority::as_str)
    }

    fn scheme(&self) -> Option<&str> {
        scheme(self.request.app_config(), self.request.uri())
    }
}

/// The scheme of this server, or the one that the request names.
pub(crate) fn scheme<'r>(config: &AppConfig, uri: &'r Uri) -> Option<&'r str> {
    if config.secure() { Some("https") } else { uri.scheme_str() }
}

/// A header value. The newtype is needed because the type and the trait belong to other crates.
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

/// The headers of a response.
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

/// The response to a preflight. `reason` is computed only if it is shown.
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
    denied(response, "CORS preflight denied", EXPLAIN, reason)
}

/// The response to a request that `enforce` or `hosts` refuses. The refusal depends on the headers in `read`.
pub(crate) fn refusal(read: ReadHeaders, reason: impl FnOnce() -> Reason) -> HttpResponse {
    let mut response = HttpResponse::new(StatusCode::FORBIDDEN);
    Decoration::of_refusal(read).write(&mut Headers(response.headers_mut()));
    denied(response, "CORS request refused", EXPLAIN, reason)
}

fn denied(mut response: HttpResponse, what: &str, explain: bool, reason: impl FnOnce() -> Reason) -> HttpResponse {
    *response.status_mut() = StatusCode::FORBIDDEN;
    if !explain {
        return response;
    }
    let reason = reason();
    let text = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, text);
    response.set_body(format!("{what}: {reason} [{}]\n", reason.code())).map_into_boxed_body()
}

#[cfg(test)]
#[path = "../../tests/unit/http.rs"]
mod tests;
