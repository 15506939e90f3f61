//! A request of a browser that has seen nothing yet.

use super::{browser::Browser, main_fetch::Fetching};
use crate::{
    explanation::{
        message::{SentRequest, SentResponse},
        story::Explanation,
    },
    page::page_request::PageRequest,
};

/// Does what a browser does with a request, against a server.
///
/// `server` is asked at most twice: for the preflight, if there is one, and for the request itself, if the browser sends it. If
/// it redirects, it is asked as often again for every redirect; [`SentRequest::url`] says where that leads. The browser has
/// nothing in its caches: see [`Browser`] for one that remembers. What is not CORS is left out: mixed content, content security
/// policies, cookies and their `SameSite`.
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
    /// Does what a browser does with a request, as [`fetch`](crate::fetch()), and remembers the answers.
    pub fn fetch(&mut self, request: &PageRequest, server: impl FnMut(&SentRequest) -> SentResponse) -> Explanation {
        self.preflights.expire(self.now);
        let explanation = Fetching::new(request, self, server).run();
        self.preflights.expire(self.now);
        explanation
    }
}
