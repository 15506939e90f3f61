//! A browser with caches.

use std::time::Duration;

use crate::caches::{
    engine::Engine,
    http_cache::HttpCache,
    preflight_cache::{CacheEntry, PreflightCache},
};

/// A browser that caches responses, and the answers to preflights.
///
/// Its clock stands still until [`wait`](Browser::wait) moves it. Its HTTP cache is private and uses no heuristics: a response
/// without a freshness lifetime is revalidated. All requests that name no URL ([`PageRequest::to`](crate::PageRequest::to)) go to the
/// same one.
///
/// Fetch, ["CORS-preflight cache"](https://fetch.spec.whatwg.org/#concept-cache) and
/// ["HTTP-network-or-cache fetch"](https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch).
///
/// ```
/// use std::time::Duration;
/// use cors_browser::{Browser, PageRequest, SentResponse};
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
    pub(crate) engine: Option<Engine>,
    pub(crate) now: Duration,
    pub(crate) preflights: PreflightCache,
    pub(crate) responses: HttpCache,
}

impl Browser {
    /// A browser with empty caches that follows the standard: it has no limit for `Access-Control-Max-Age`.
    #[must_use]
    pub fn new() -> Self {
        Browser::default()
    }

    /// A browser with empty caches that caches answers to preflights for as long as an engine does.
    #[must_use]
    pub fn like(engine: Engine) -> Self {
        Browser { engine: Some(engine), ..Browser::default() }
    }

    /// Moves the clock.
    pub fn wait(&mut self, time: Duration) {
        self.now = self.now.saturating_add(time);
        self.preflights.expire(self.now);
    }

    /// Returns the entries of the CORS-preflight cache.
    pub fn cache_entries(&self) -> impl Iterator<Item = &CacheEntry> {
        self.preflights.entries()
    }
}
