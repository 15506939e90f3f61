//! The entry points of a fetch.

use super::{browser::Browser, main_fetch::Fetching};
use crate::{
    explanation::{
        message::{SentRequest, SentResponse},
        steps::Explanation,
    },
    page::page_request::PageRequest,
};

/// Fetches a request as a browser with empty caches does; `server` answers what the browser sends. See [`Browser`] for one with
/// caches.
///
/// For each URL the server gets a preflight, if the request needs one, and then the request itself, if it is not blocked. The first
/// is that of the request; each redirect leads to another ([`SentRequest::url`]).
///
/// Fetch, ["Main fetch"](https://fetch.spec.whatwg.org/#concept-main-fetch).
///
/// ```
/// use cors_browser::{PageRequest, SentResponse, Stage, Outcome, fetch};
///
/// let request = PageRequest::new("https://app.example.com", "PUT");
/// let explanation = fetch(&request, |sent| {
///     assert_eq!(sent.method, "OPTIONS");
///     SentResponse::new(204).header("Access-Control-Allow-Origin", "https://app.example.com")
/// });
/// assert!(!explanation.is_readable());
/// assert!(explanation.to_string().ends_with(
///     "Blocked by the answer to the preflight: `Access-Control-Allow-Methods` does not have `PUT` [CORS-preflight fetch]."
/// ));
/// ```
pub fn fetch(request: &PageRequest, server: impl FnMut(&SentRequest) -> SentResponse) -> Explanation {
    Browser::new().fetch(request, server)
}

impl Browser {
    /// Fetches a request like [`fetch`](crate::fetch()), with the caches of this browser.
    pub fn fetch(&mut self, request: &PageRequest, server: impl FnMut(&SentRequest) -> SentResponse) -> Explanation {
        self.preflights.expire(self.now);
        let explanation = Fetching::new(request, self, server).run();
        self.preflights.expire(self.now);
        explanation
    }
}
