//! What a browser remembers of the answers to preflights.

use std::time::Duration;

use crate::{
    grammar::safelist,
    page::{modes::CredentialsMode, url::Url},
};

/// What an answer to a preflight allowed, one method or one header at a time.
///
/// Fetch, ["cache entry"](https://fetch.spec.whatwg.org/#concept-cache).
///
/// ```
/// use cors_browser::{Browser, PageRequest, Permission, SentResponse};
///
/// let mut browser = Browser::new();
/// let put = PageRequest::new("https://app.example.com", "PUT").to("https://api.example.com/users");
/// browser.fetch(&put, |_| {
///     SentResponse::new(200)
///         .header("Access-Control-Allow-Origin", "*")
///         .header("Access-Control-Allow-Methods", "PUT")
/// });
/// let entry = browser.cache_entries().next().expect("one entry");
/// assert_eq!(entry.origin, "https://app.example.com");
/// assert_eq!(entry.url, "https://api.example.com/users");
/// assert_eq!(entry.permission, Permission::Method("PUT".to_owned()));
/// assert!(!entry.credentials);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CacheEntry {
    /// The page's origin, as the preflight had it: `null` after some redirects.
    pub origin: String,
    /// The URL that was asked. Empty: that of requests which name none.
    pub url: String,
    /// Whether the answer was to a request with credentials. Then it does for requests without, too.
    pub credentials: bool,
    /// What was allowed.
    pub permission: Permission,
    /// "Network partition key".
    page: String,
    /// By the browser's clock.
    expires: Duration,
}

/// What a [`CacheEntry`] allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Permission {
    /// This method; `*`: any.
    Method(String),
    /// This header; `*`: any but `Authorization`.
    Header(String),
}

/// A request, as far as the cache asks for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asker<'a> {
    /// "Network partition key": whose page it is.
    pub(crate) page: &'a str,
    /// Fetch, "byte-serializing a request origin".
    pub(crate) origin: &'a str,
    pub(crate) url: &'a Url,
    pub(crate) credentials: CredentialsMode,
}

/// Fetch, ["CORS-preflight cache"](https://fetch.spec.whatwg.org/#concept-cache).
#[derive(Debug, Clone, Default)]
pub(crate) struct PreflightCache {
    entries: Vec<CacheEntry>,
}

impl CacheEntry {
    /// Key, origin and URL are the request's.
    fn is_of(&self, asker: &Asker<'_>) -> bool {
        self.page == asker.page && self.origin == asker.origin && self.url == asker.url.to_string()
    }

    /// Fetch, ["cache entry match"](https://fetch.spec.whatwg.org/#concept-cache-match).
    fn matches(&self, asker: &Asker<'_>) -> bool {
        self.is_of(asker) && (self.credentials || asker.credentials != CredentialsMode::Include)
    }
}

impl Permission {
    /// Fetch, ["method cache entry match"](https://fetch.spec.whatwg.org/#concept-cache-match-method) and
    /// ["header-name cache entry match"](https://fetch.spec.whatwg.org/#concept-cache-match-header).
    ///
    /// By the letter of the standard a remembered `*` does for requests with credentials, for which a preflight that answers `*`
    /// does not. Engines read the `*` as they do in an answer; so does the model.
    fn covers(&self, asked: &Permission, credentials: CredentialsMode) -> bool {
        let is_wildcard = |listed: &str| listed == "*" && credentials != CredentialsMode::Include;
        match (self, asked) {
            (Permission::Method(listed), Permission::Method(method)) => listed == method || is_wildcard(listed),
            (Permission::Header(listed), Permission::Header(name)) => {
                listed.eq_ignore_ascii_case(name)
                    || is_wildcard(listed) && !safelist::is_never_covered_by_wildcard(name)
            }
            _ => false,
        }
    }
}

impl PreflightCache {
    pub(crate) fn entries(&self) -> impl Iterator<Item = &CacheEntry> {
        self.entries.iter()
    }

    /// "Cache entries must be removed after the seconds specified in their max-age field have passed."
    pub(crate) fn expire(&mut self, now: Duration) {
        self.entries.retain(|entry| entry.expires > now);
    }

    pub(crate) fn has(&self, asker: &Asker<'_>, asked: &Permission) -> bool {
        self.entries.iter().any(|entry| entry.matches(asker) && entry.permission.covers(asked, asker.credentials))
    }

    /// Fetch, ["CORS-preflight fetch"](https://fetch.spec.whatwg.org/#cors-preflight-fetch), the last steps: an entry that
    /// matches is kept for as long as the new answer says; where none does, there is a new one.
    pub(crate) fn store(&mut self, asker: &Asker<'_>, permission: Permission, expires: Duration) {
        let mut is_known = false;
        for entry in self.entries.iter_mut().filter(|entry| entry.matches(asker)) {
            if entry.permission.covers(&permission, asker.credentials) {
                entry.expires = expires;
                is_known = true;
            }
        }
        if !is_known {
            self.entries.push(CacheEntry {
                page: asker.page.to_owned(),
                origin: asker.origin.to_owned(),
                url: asker.url.to_string(),
                credentials: asker.credentials == CredentialsMode::Include,
                permission,
                expires,
            });
        }
    }

    /// Fetch, ["clear cache entries"](https://fetch.spec.whatwg.org/#concept-cache-clear).
    pub(crate) fn clear(&mut self, asker: &Asker<'_>) {
        self.entries.retain(|entry| !entry.is_of(asker));
    }
}
