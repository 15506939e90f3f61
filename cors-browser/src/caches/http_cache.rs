//! The HTTP cache of a browser.

use std::time::Duration;

use crate::{
    explanation::message::{SentRequest, SentResponse},
    grammar::header_list::{get, lines},
};

/// [RFC 9111](https://www.rfc-editor.org/rfc/rfc9111), for a private cache without heuristics: a response without an explicit
/// freshness lifetime is stale.
#[derive(Debug, Clone, Default)]
pub(crate) struct HttpCache {
    stored: Vec<Stored>,
}

#[derive(Debug, Clone)]
struct Stored {
    /// Fetch, ["determining the HTTP cache partition"](https://fetch.spec.whatwg.org/#determine-the-http-cache-partition).
    page: String,
    request: SentRequest,
    response: SentResponse,
    fresh_until: Duration,
}

/// A response in the cache.
#[derive(Debug, Clone)]
pub(crate) enum Cached {
    Fresh(SentResponse),
    /// It has to be revalidated by a request with these headers.
    Stale(Vec<(String, String)>),
}

/// Fetch, ["HTTP-network-or-cache fetch"](https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch): the cache is bypassed
/// if the script sets conditional headers itself.
fn is_cacheable(request: &SentRequest) -> bool {
    const CONDITIONS: [&str; 6] =
        ["if-modified-since", "if-none-match", "if-unmodified-since", "if-match", "if-range", "range"];
    request.method == "GET" && CONDITIONS.iter().all(|name| request.get(name).is_none())
}

impl HttpCache {
    /// RFC 9111, section 4: "Constructing Responses from Caches".
    pub(crate) fn find(&self, page: &str, request: &SentRequest, now: Duration) -> Option<Cached> {
        let stored = self.stored.iter().find(|stored| is_cacheable(request) && stored.matches(page, request))?;
        if stored.fresh_until > now {
            return Some(Cached::Fresh(stored.response.clone()));
        }
        let validators = [("etag", "If-None-Match"), ("last-modified", "If-Modified-Since")];
        let conditions = validators.into_iter().filter_map(|(name, condition)| {
            get(&stored.response.headers, name).map(|value| (condition.to_owned(), value))
        });
        Some(Cached::Stale(conditions.collect()))
    }

    /// RFC 9111, section 3: "Storing Responses in Caches".
    pub(crate) fn store(&mut self, page: &str, request: &SentRequest, response: &SentResponse, now: Duration) {
        if !is_cacheable(request) || matches!(response.status, 206 | 304) || has_directive(response, "no-store") {
            return;
        }
        self.stored.retain(|stored| !stored.matches(page, request));
        let has_validator = ["etag", "last-modified"].iter().any(|name| get(&response.headers, name).is_some());
        let lifetime = freshness_lifetime(response);
        if has_validator || !lifetime.is_zero() {
            self.stored.push(Stored {
                page: page.to_owned(),
                request: request.clone(),
                response: response.clone(),
                fresh_until: now.saturating_add(lifetime),
            });
        }
    }

    /// RFC 9111, section 4.3.4: "Freshening Stored Responses upon Validation". Returns the stored response, if there is one.
    pub(crate) fn freshen(
        &mut self,
        page: &str,
        request: &SentRequest,
        validated: &SentResponse,
        now: Duration,
    ) -> Option<SentResponse> {
        let stored = self.stored.iter_mut().find(|stored| stored.matches(page, request))?;
        let new = || validated.headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("content-length"));
        stored.response.headers.retain(|(name, _)| !new().any(|(other, _)| other.eq_ignore_ascii_case(name)));
        stored.response.headers.extend(new().cloned());
        stored.fresh_until = now.saturating_add(freshness_lifetime(&stored.response));
        Some(stored.response.clone())
    }

    /// RFC 9111, section 4.4: "Invalidating Stored Responses", after methods that are not safe.
    pub(crate) fn invalidate(&mut self, request: &SentRequest, response: &SentResponse) {
        let is_safe = matches!(request.method.as_str(), "GET" | "HEAD" | "OPTIONS");
        if !is_safe && (200..400).contains(&response.status) {
            self.stored.retain(|stored| stored.request.url != request.url);
        }
    }
}

impl Stored {
    /// RFC 9111, section 4.1: "Calculating Cache Keys with the Vary Header Field".
    fn matches(&self, page: &str, request: &SentRequest) -> bool {
        let is_same = |name: &str| {
            // Cookies are not among the headers of the model.
            let cookies = !name.eq_ignore_ascii_case("cookie") || self.request.credentials == request.credentials;
            name != "*" && cookies && lines(&self.request.headers, name).eq(lines(&request.headers, name))
        };
        let vary = get(&self.response.headers, "vary").unwrap_or_default();
        let mut names = vary.split(',').map(str::trim).filter(|name| !name.is_empty());
        self.page == page && self.request.url == request.url && names.all(is_same)
    }
}

/// RFC 9111, section 5.2.2: "Response Directives" of `Cache-Control`.
fn directives(response: &SentResponse) -> impl Iterator<Item = &str> {
    lines(&response.headers, "cache-control").flat_map(|line| line.split(',')).map(str::trim)
}

fn has_directive(response: &SentResponse, name: &str) -> bool {
    directives(response).any(|directive| directive.eq_ignore_ascii_case(name))
}

/// RFC 9111, section 4.2.1: "Calculating Freshness Lifetime", by `max-age`.
fn freshness_lifetime(response: &SentResponse) -> Duration {
    let max_age = directives(response).find_map(|directive| {
        let (name, value) = directive.split_once('=')?;
        name.eq_ignore_ascii_case("max-age").then(|| value.trim_matches('"').parse().unwrap_or(0))
    });
    if has_directive(response, "no-cache") { Duration::ZERO } else { Duration::from_secs(max_age.unwrap_or(0)) }
}
