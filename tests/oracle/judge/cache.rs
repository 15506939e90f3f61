//! A shared cache, as forgetful of everything but `Vary` as one may be: it keeps every answer, whatever its status, for ever. Its key
//! is the path without the host, as in nginx's `proxy_cache_key`, whose default has the host of the server behind it.

use cors_browser::{SentRequest, SentResponse};

/// RFC 9111, section 4.1.
#[derive(Debug)]
pub(crate) struct Cache {
    pub(crate) keeps: Keeps,
    stored: Vec<Stored>,
}

/// Answers to which methods it keeps. Those to `OPTIONS` are not to be kept (RFC 9110, section 9.3.7): a cache that does is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keeps {
    GetAndHead,
    PreflightsToo,
    EveryOptions,
    /// Refusals alone, by method and path, without `Vary`, unless they say `no-store`: a content delivery network that keeps errors for
    /// some seconds.
    Refusals,
}

#[derive(Debug)]
struct Stored {
    path: String,
    request: SentRequest,
    response: SentResponse,
}

impl Cache {
    pub(crate) fn new(keeps: Keeps) -> Self {
        Cache { keeps, stored: Vec::new() }
    }

    /// The latest answer that may be used again.
    pub(crate) fn find(&self, path: &str, request: &SentRequest) -> Option<SentResponse> {
        let fits = |stored: &&Stored| {
            let same = |name: &String| name != "*" && lines(&stored.request, name) == lines(request, name);
            let is_variant = || self.keeps == Keeps::Refusals || vary(&stored.response).iter().all(same);
            stored.path == path && stored.request.method == request.method && is_variant()
        };
        self.stored.iter().rev().find(fits).map(|stored| stored.response.clone())
    }

    pub(crate) fn keep(&mut self, path: &str, request: &SentRequest, response: &SentResponse) {
        let is_preflight = request.get("access-control-request-method").is_some();
        if self.keeps == Keeps::Refusals && (response.status != 403 || says_no_store(response)) {
            return;
        }
        let of_cacheable_method = match request.method.as_str() {
            "GET" | "HEAD" => true,
            "OPTIONS" => self.keeps == Keeps::EveryOptions || self.keeps == Keeps::PreflightsToo && is_preflight,
            _ => false,
        };
        // RFC 9111, section 3.5: the answer to an authorised request is for that client only.
        if of_cacheable_method && request.get("authorization").is_none() {
            let (request, response) = (request.clone(), response.clone());
            self.stored.push(Stored { path: path.to_owned(), request, response });
        }
    }
}

fn says_no_store(response: &SentResponse) -> bool {
    response.headers.iter().any(|(name, value)| name.eq_ignore_ascii_case("cache-control") && value == "no-store")
}

/// The names in `Vary`, in lower case.
pub(crate) fn vary(response: &SentResponse) -> Vec<String> {
    let lines = response.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("vary"));
    let names = lines.flat_map(|(_, value)| value.split(','));
    names.map(|name| name.trim().to_ascii_lowercase()).filter(|name| !name.is_empty()).collect()
}

fn lines<'r>(request: &'r SentRequest, name: &str) -> Vec<&'r str> {
    let named = request.headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
    named.map(|(_, value)| value.as_str()).collect()
}
