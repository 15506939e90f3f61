//! The headers of a response that scripts can read.

use crate::{
    explanation::message::SentResponse,
    grammar::{forbidden::is_forbidden_response_header, header_list::tokens},
    page::modes::CredentialsMode,
};

/// The response headers that a script can read.
///
/// Fetch, ["CORS filtered response"](https://fetch.spec.whatwg.org/#concept-filtered-response-cors).
///
/// ```
/// use cors_browser::{Outcome, PageRequest, SentResponse, fetch};
///
/// let answer = SentResponse::new(200)
///     .header("access-control-allow-origin", "*")
///     .header("access-control-expose-headers", "X-Total-Count");
/// let explanation = fetch(&PageRequest::new("https://app.example.com", "GET"), |_| answer.clone());
/// let Outcome::Readable(exposed) = explanation.outcome() else { panic!("{explanation}") };
/// assert_eq!(exposed.listed(), Some(&["x-total-count".to_owned()][..]));
/// assert!(exposed.covers("Content-Type") && !exposed.covers("ETag"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExposedHeaders {
    listed: Option<Vec<String>>,
}

/// Fetch, ["CORS-safelisted response-header name"](https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name).
const SAFELISTED: [&str; 7] =
    ["cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma"];

impl ExposedHeaders {
    /// Fetch, ["basic filtered response"](https://fetch.spec.whatwg.org/#concept-filtered-response-basic).
    pub(crate) fn of_own_origin() -> Self {
        ExposedHeaders { listed: None }
    }

    /// Fetch, ["Main fetch"](https://fetch.spec.whatwg.org/#concept-main-fetch): the "CORS-exposed header-name list". A malformed
    /// list exposes nothing.
    pub(crate) fn of_other_origin(response: &SentResponse, credentials: CredentialsMode) -> Self {
        let list = tokens(&response.headers, "access-control-expose-headers");
        let mut listed = list.ok().flatten().unwrap_or_default();
        if credentials != CredentialsMode::Include && listed.iter().any(|listed| listed == "*") {
            return ExposedHeaders { listed: None };
        }
        listed.iter_mut().for_each(|name| name.make_ascii_lowercase());
        listed.retain(|name| !is_forbidden_response_header(name));
        listed.sort_unstable();
        listed.dedup();
        ExposedHeaders { listed: Some(listed) }
    }

    /// Returns the names that the server exposes in addition to the safelisted ones: in lower case, sorted, each once. `None` stands
    /// for every header but `Set-Cookie`.
    #[must_use]
    pub fn listed(&self) -> Option<&[String]> {
        self.listed.as_deref()
    }

    /// Returns whether a script can read a header of this name, which is case-insensitive.
    #[must_use]
    pub fn covers(&self, name: &str) -> bool {
        let is = |listed: &str| listed.eq_ignore_ascii_case(name);
        let exposed = self.listed.as_ref().is_none_or(|listed| listed.iter().any(|listed| is(listed)));
        !is_forbidden_response_header(name) && (exposed || SAFELISTED.iter().any(|listed| is(listed)))
    }
}
