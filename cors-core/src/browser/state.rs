//! A browser and what it remembers.

use std::time::Duration;

use super::{
    engine::Engine,
    explanation::Explanation,
    fetching::Fetching,
    http_cache::HttpCache,
    message::{SentRequest, SentResponse},
    page_request::PageRequest,
    preflight_cache::{CacheEntry, PreflightCache},
};

/// A browser that remembers what it was answered: preflights, and responses.
///
/// It has a clock of its own, which stands still until [`wait`](Browser::wait) moves it. Its HTTP cache is private and takes no
/// guesses: a response that does not say how long it is fresh is asked for again. Requests that name no URL
/// ([`PageRequest::to`]) all go to one and the same.
///
/// Fetch, ["CORS-preflight cache"](https://fetch.spec.whatwg.org/#concept-cache) and
/// ["HTTP-network-or-cache fetch"](https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch).
///
/// ```
/// use std::time::Duration;
/// use cors_core::browser::{Browser, PageRequest, SentResponse};
///
/// let put = PageRequest::new("https://app.example.com", "PUT");
/// let server = |_: &_| {
///     SentResponse::new(200)
///         .header("Access-Control-Allow-Origin", "*")
///         .header("Access-Control-Allow-Methods", "PUT")
///         .header("Access-Control-Max-Age", "60")
/// };
/// let mut browser = Browser::new();
/// assert!(browser.fetch(&put, server).preflight().is_some());
/// assert!(browser.fetch(&put, server).preflight().is_none());
/// browser.wait(Duration::from_secs(60));
/// assert!(browser.fetch(&put, server).preflight().is_some());
/// ```
#[derive(Debug, Clone, Default)]
pub struct Browser {
    pub(super) engine: Option<Engine>,
    pub(super) now: Duration,
    pub(super) preflights: PreflightCache,
    pub(super) responses: HttpCache,
}

impl Browser {
    /// A browser as the standard has it, that has seen nothing yet. It keeps an answer for as long as the server says.
    #[must_use]
    pub fn new() -> Self {
        Browser::default()
    }

    /// A browser that keeps answers to preflights as an engine does.
    #[must_use]
    pub fn like(engine: Engine) -> Self {
        Browser { engine: Some(engine), ..Browser::default() }
    }

    /// Does what a browser does with a request, as [`fetch`](super::fetch()), and remembers the answers.
    pub fn fetch(&mut self, request: &PageRequest, server: impl FnMut(&SentRequest) -> SentResponse) -> Explanation {
        self.preflights.expire(self.now);
        let explanation = Fetching::new(request, self, server).run();
        self.preflights.expire(self.now);
        explanation
    }

    /// Lets time pass.
    pub fn wait(&mut self, time: Duration) {
        self.now = self.now.saturating_add(time);
        self.preflights.expire(self.now);
    }

    /// What the answers to preflights allow, as long as it is kept.
    pub fn cache_entries(&self) -> impl Iterator<Item = &CacheEntry> {
        self.preflights.entries()
    }
}
