//! What goes over the wire.

use cors_core::Reason;

/// A request as the browser sends it, as far as CORS is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SentRequest {
    /// Where it goes: what the script has named with [`PageRequest::to`](super::PageRequest::to), or a redirect's target. Empty: neither.
    pub url: String,
    /// The method.
    pub method: String,
    /// The headers, line by line. Cookies are not among them.
    pub headers: Vec<(String, String)>,
    /// Whether the browser adds cookies, and the other credentials of the user.
    pub credentials: bool,
}

impl SentRequest {
    /// The value of the first header of this name. Upper and lower case are the same.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// A response as a server sends it, as far as CORS is concerned.
///
/// ```
/// use cors_browser::SentResponse;
///
/// let answer = SentResponse::new(204).header("Access-Control-Allow-Origin", "*");
/// assert_eq!(answer.status, 204);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SentResponse {
    /// The status.
    pub status: u16,
    /// The headers, line by line. Each character is a byte.
    pub headers: Vec<(String, String)>,
    /// Why the server answers so, where it is a policy of this library that answers.
    pub reason: Option<Reason>,
}

impl SentResponse {
    /// A response without headers.
    #[must_use]
    pub fn new(status: u16) -> Self {
        SentResponse { status, headers: Vec::new(), reason: None }
    }

    /// Adds a line.
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
    /// What the browser sent.
    pub request: SentRequest,
    /// What the server answered.
    pub response: SentResponse,
}

/// What a browser sends to one URL.
///
/// ```
/// use cors_browser::{PageRequest, SentResponse, fetch};
///
/// let get = PageRequest::new("https://app.example.com", "GET").to("https://api.example.com/old");
/// let explanation = fetch(&get, |sent| {
///     let answer = SentResponse::new(if sent.url.ends_with("/old") { 302 } else { 200 });
///     answer.header("Access-Control-Allow-Origin", "*").header("Location", "/new")
/// });
/// let last = explanation.hops().last().and_then(|hop| hop.actual.as_ref()).expect("it is sent");
/// assert_eq!(last.request.url, "https://api.example.com/new");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Hop {
    /// The preflight and its answer; `None`: the browser sent none.
    pub preflight: Option<Exchange>,
    /// The request itself and its response; `None`: the browser did not send it, or had the response already.
    pub actual: Option<Exchange>,
}
