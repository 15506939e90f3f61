//! What a page sees of the headers of a response.

use super::{
    forbidden::is_forbidden_response_header, header_list::tokens, message::SentResponse, page_request::CredentialsMode,
};

/// The response headers that a script can read.
///
/// Fetch, ["CORS filtered response"](https://fetch.spec.whatwg.org/#concept-filtered-response-cors).
///
/// ```
/// use cors_core::browser::{Outcome, PageRequest, SentResponse, fetch};
///
/// let answer = SentResponse::new(200)
///     .header("access-control-allow-origin", "*")
///     .header("access-control-expose-headers", "x-total-count")
///     .header("x-total-count", "7")
///     .header("etag", "\"1\"");
/// let explanation = fetch(&PageRequest::new("https://app.example.com", "GET"), |_| answer.clone());
/// let Outcome::Readable(exposed) = explanation.outcome() else { panic!("{explanation}") };
/// assert_eq!(exposed.names(), ["x-total-count"]);
/// assert!(exposed.covers("Content-Type") && !exposed.covers("ETag"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExposedHeaders {
    /// `None`: every one but the forbidden ones.
    listed: Option<Vec<String>>,
    present: Vec<String>,
}

/// Fetch, ["CORS-safelisted response-header name"](https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name).
const SAFELISTED: [&str; 7] =
    ["cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma"];

impl ExposedHeaders {
    /// Fetch, ["basic filtered response"](https://fetch.spec.whatwg.org/#concept-filtered-response-basic).
    pub(super) fn of_own_origin(response: &SentResponse) -> Self {
        Self::new(None, response)
    }

    /// Fetch, ["Main fetch"](https://fetch.spec.whatwg.org/#concept-main-fetch): the "CORS-exposed header-name list". A list
    /// that cannot be read exposes nothing.
    pub(super) fn of_other_origin(response: &SentResponse, credentials: CredentialsMode) -> Self {
        let listed = tokens(response, "access-control-expose-headers").ok().flatten().unwrap_or_default();
        let all = credentials != CredentialsMode::Include && listed.iter().any(|listed| listed == "*");
        Self::new((!all).then_some(listed), response)
    }

    fn new(listed: Option<Vec<String>>, response: &SentResponse) -> Self {
        let mut exposed = ExposedHeaders { listed, present: Vec::new() };
        let mut present: Vec<String> = response.headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
        present.sort_unstable();
        present.dedup();
        present.retain(|name| exposed.covers(name));
        exposed.present = present;
        exposed
    }

    /// Whether a script could read a header of this name, be it in the response or not. Upper and lower case are the same.
    #[must_use]
    pub fn covers(&self, name: &str) -> bool {
        let is = |listed: &str| listed.eq_ignore_ascii_case(name);
        let exposed = self.listed.as_ref().is_none_or(|listed| listed.iter().any(|listed| is(listed)));
        !is_forbidden_response_header(name) && (exposed || SAFELISTED.iter().any(|listed| is(listed)))
    }

    /// The names of the response's headers that a script can read: in lower case, sorted, each once.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.present
    }
}
