//! A browser and what it remembers.

use std::time::Duration;

use crate::caches::{
    engine::Engine,
    http_cache::HttpCache,
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
