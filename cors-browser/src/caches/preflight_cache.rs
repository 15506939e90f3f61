//! The cache of answers to preflights.

use std::time::Duration;

use crate::{
    grammar::safelist,
    page::{modes::CredentialsMode, url::Url},
};

/// One method or header that the answer to a preflight allowed.
///
/// Fetch, ["cache entry"](https://fetch.spec.whatwg.org/#concept-cache).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CacheEntry {
    /// The `Origin` of the preflight: the page's, or `null` after some redirects.
    pub origin: String,
    /// The URL of the preflight. Empty if the request named none.
    pub url: String,
    /// True if the request had credentials. Then the entry allows requests without credentials, too.
    pub credentials: bool,
    /// The method or header that is allowed.
    pub permission: Permission,
    /// "Network partition key".
    page: String,
    expires: Duration,
}

/// The method or header that a [`CacheEntry`] allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Permission {
    /// This method, or any for `*`.
    Method(String),
    /// This header, or any but `Authorization` for `*`.
    Header(String),
}

/// The properties of a request that select its cache entries.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CacheKey<'a> {
    /// "Network partition key": the page's origin.
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
    fn has_key(&self, key: &CacheKey<'_>) -> bool {
        self.page == key.page && self.origin == key.origin && self.url == key.url.to_string()
    }

    /// Fetch, ["cache entry match"](https://fetch.spec.whatwg.org/#concept-cache-match), for the method or header `wanted`.
    fn matches(&self, key: &CacheKey<'_>, wanted: &Permission) -> bool {
        self.has_key(key)
            && (self.credentials || key.credentials != CredentialsMode::Include)
            && self.permission.covers(wanted, key.credentials)
    }
}

impl Permission {
    /// Fetch, ["method cache entry match"](https://fetch.spec.whatwg.org/#concept-cache-match-method) and
    /// ["header-name cache entry match"](https://fetch.spec.whatwg.org/#concept-cache-match-header).
    ///
    /// By the standard a cached `*` also allows requests with credentials, although `*` in an answer does not. Engines treat both
    /// alike; so does the model.
    pub(crate) fn covers(&self, wanted: &Permission, credentials: CredentialsMode) -> bool {
        let is_wildcard = |listed: &str| listed == "*" && credentials != CredentialsMode::Include;
        match (self, wanted) {
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

    pub(crate) fn allows(&self, key: &CacheKey<'_>, wanted: &Permission) -> bool {
        self.entries.iter().any(|entry| entry.matches(key, wanted))
    }

    /// Fetch, ["CORS-preflight fetch"](https://fetch.spec.whatwg.org/#cors-preflight-fetch), the last steps: matching entries get
    /// the new expiry; without any, a new entry is added.
    pub(crate) fn store(&mut self, key: &CacheKey<'_>, permission: Permission, expires: Duration) {
        let mut is_cached = false;
        for entry in self.entries.iter_mut().filter(|entry| entry.matches(key, &permission)) {
            entry.expires = expires;
            is_cached = true;
        }
        if !is_cached {
            self.entries.push(CacheEntry {
                page: key.page.to_owned(),
                origin: key.origin.to_owned(),
                url: key.url.to_string(),
                credentials: key.credentials == CredentialsMode::Include,
                permission,
                expires,
            });
        }
    }

    /// Fetch, ["clear cache entries"](https://fetch.spec.whatwg.org/#concept-cache-clear).
    pub(crate) fn clear(&mut self, key: &CacheKey<'_>) {
        self.entries.retain(|entry| !entry.has_key(key));
    }
}
