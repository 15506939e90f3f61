//! Requests and responses on the wire.

use cors_core::Reason;

/// A request as the browser sends it, with the headers that concern CORS.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SentRequest {
    /// The URL: that of [`PageRequest::to`](crate::PageRequest::to), or a redirect's target. Empty if neither is given.
    pub url: String,
    /// The method.
    pub method: String,
    /// The headers, line by line, without cookies.
    pub headers: Vec<(String, String)>,
    /// True if the browser adds credentials, such as cookies.
    pub credentials: bool,
}

impl SentRequest {
    /// Returns the value of the first header of this name, which is case-insensitive.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// A response as a server sends it, with the headers that concern CORS.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SentResponse {
    /// The status.
    pub status: u16,
    /// The headers, line by line. Each character is a byte.
    pub headers: Vec<(String, String)>,
    /// The reason for the response, if a policy of this library decided.
    pub reason: Option<Reason>,
}

impl SentResponse {
    /// A response without headers.
    #[must_use]
    pub fn new(status: u16) -> Self {
        SentResponse { status, headers: Vec::new(), reason: None }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Fetch, ["redirect status"](https://fetch.spec.whatwg.org/#redirect-status).
    pub(crate) fn is_redirect(&self) -> bool {
        matches!(self.status, 301 | 302 | 303 | 307 | 308)
    }
}

/// A request and its response.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exchange {
    /// The request.
    pub request: SentRequest,
    /// The response.
    pub response: SentResponse,
}

/// The requests that a browser sends to one URL: first to that of the script, then to that of each redirect.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Hop {
    /// The preflight and its answer; `None` if the browser sent none.
    pub preflight: Option<Exchange>,
    /// The request itself and its response; `None` if the browser did not send it, or had a cached response.
    pub actual: Option<Exchange>,
}
