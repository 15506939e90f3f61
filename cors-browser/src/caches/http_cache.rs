//! The browser's own HTTP cache, as far as the CORS check can tell.

use std::time::Duration;

use crate::{
    explanation::message::{SentRequest, SentResponse},
    grammar::{
        bytes::normalised,
        header_list::{get, lines},
    },
};

/// [RFC 9111](https://www.rfc-editor.org/rfc/rfc9111), of a private cache without heuristics: what does not say how long it is fresh
/// is stale.
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

/// What the cache has for a request.
#[derive(Debug, Clone)]
pub(crate) enum Found {
    Fresh(SentResponse),
    /// It has to be asked for again, with these headers.
    Stale(Vec<(String, String)>),
}

/// Fetch, ["HTTP-network-or-cache fetch"](https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch): whether the cache has a
/// say. A script that revalidates by itself goes around it.
fn is_cacheable(request: &SentRequest) -> bool {
    const AROUND: [&str; 6] =
        ["if-modified-since", "if-none-match", "if-unmodified-since", "if-match", "if-range", "range"];
    request.method == "GET" && AROUND.iter().all(|name| request.get(name).is_none())
}

impl HttpCache {
    /// RFC 9111, section 4: "Constructing Responses from Caches".
    pub(crate) fn find(&self, page: &str, request: &SentRequest, now: Duration) -> Option<Found> {
        let stored = self.stored.iter().find(|stored| is_cacheable(request) && stored.is_for(page, request))?;
        if stored.fresh_until > now {
            return Some(Found::Fresh(stored.response.clone()));
        }
        let validators = [("etag", "If-None-Match"), ("last-modified", "If-Modified-Since")];
        let headers = validators
            .into_iter()
            .filter_map(|(name, condition)| get(&stored.response, name).map(|value| (condition.to_owned(), value)));
        Some(Found::Stale(headers.collect()))
    }

    /// RFC 9111, section 3: "Storing Responses in Caches".
    pub(crate) fn store(&mut self, page: &str, request: &SentRequest, response: &SentResponse, now: Duration) {
        if !is_cacheable(request) || matches!(response.status, 206 | 304) || has_directive(response, "no-store") {
            return;
        }
        self.stored.retain(|stored| !stored.is_for(page, request));
        let is_of_use = ["etag", "last-modified"].iter().any(|name| get(response, name).is_some());
        let age = freshness(response);
        if is_of_use || !age.is_zero() {
            self.stored.push(Stored {
                page: page.to_owned(),
                request: request.clone(),
                response: response.clone(),
                fresh_until: now.saturating_add(age),
            });
        }
    }

    /// RFC 9111, section 4.3.4: "Freshening Stored Responses upon Validation". `None`: there is nothing to freshen.
    pub(crate) fn freshen(
        &mut self,
        page: &str,
        request: &SentRequest,
        validated: &SentResponse,
        now: Duration,
    ) -> Option<SentResponse> {
        let stored = self.stored.iter_mut().find(|stored| stored.is_for(page, request))?;
        let is_new = |name: &str| !name.eq_ignore_ascii_case("content-length");
        let new = || validated.headers.iter().filter(|(name, _)| is_new(name));
        stored.response.headers.retain(|(name, _)| !new().any(|(other, _)| other.eq_ignore_ascii_case(name)));
        stored.response.headers.extend(new().cloned());
        stored.fresh_until = now.saturating_add(freshness(&stored.response));
        Some(stored.response.clone())
    }

    /// RFC 9111, section 4.4: "Invalidating Stored Responses", by methods that are not safe.
    pub(crate) fn invalidate(&mut self, request: &SentRequest, response: &SentResponse) {
        let is_safe = matches!(request.method.as_str(), "GET" | "HEAD" | "OPTIONS");
        if !is_safe && (200..400).contains(&response.status) {
            self.stored.retain(|stored| stored.request.url != request.url);
        }
    }
}

impl Stored {
    /// RFC 9111, section 4.1: "Calculating Cache Keys with the Vary Header Field".
    fn is_for(&self, page: &str, request: &SentRequest) -> bool {
        let is_same = |name: &str| {
            // Cookies are not among the headers of the model.
            let cookies = !name.eq_ignore_ascii_case("cookie") || self.request.credentials == request.credentials;
            name != "*" && cookies && values(&self.request, name).eq(values(request, name))
        };
        let vary = get(&self.response, "vary").unwrap_or_default();
        let mut names = vary.split(',').map(str::trim).filter(|name| !name.is_empty());
        self.page == page && self.request.url == request.url && names.all(is_same)
    }
}

fn values<'r>(request: &'r SentRequest, name: &str) -> impl Iterator<Item = &'r [u8]> {
    let named = request.headers.iter().filter(move |(other, _)| other.eq_ignore_ascii_case(name));
    named.map(|(_, value)| normalised(value.as_bytes()))
}

/// RFC 9111, section 5.2.2: a response directive of `Cache-Control`.
fn has_directive(response: &SentResponse, name: &str) -> bool {
    directives(response).any(|directive| directive.eq_ignore_ascii_case(name))
}

fn directives(response: &SentResponse) -> impl Iterator<Item = &str> {
    lines(response, "cache-control").flat_map(|line| line.split(',')).map(str::trim)
}

/// RFC 9111, section 4.2.1: "Calculating Freshness Lifetime", by `max-age`.
fn freshness(response: &SentResponse) -> Duration {
    let seconds = directives(response).find_map(|directive| {
        let (name, value) = directive.split_once('=')?;
        name.eq_ignore_ascii_case("max-age").then(|| value.trim_matches('"').parse().unwrap_or(0))
    });
    let is_never_fresh = has_directive(response, "no-cache");
    Duration::from_secs(seconds.filter(|_| !is_never_fresh).unwrap_or(0))
}
