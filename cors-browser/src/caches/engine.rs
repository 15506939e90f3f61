//! The differences of engines from the standard.

use crate::{
    explanation::message::SentResponse,
    grammar::header_list::{Malformed, get, seconds},
};

/// A browser engine, which determines how long answers to preflights are cached.
///
/// The standard leaves the limit to the browser. It takes a malformed `Access-Control-Max-Age`, such as a negative one, for 5 s; no
/// engine caches an answer with a negative age.
///
/// Fetch, ["CORS-preflight fetch"](https://fetch.spec.whatwg.org/#cors-preflight-fetch): "an imposed limit on max-age".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Engine {
    /// Chrome, Edge, and others.
    Chromium,
    /// Firefox.
    Firefox,
    /// Safari.
    WebKit,
}

impl Engine {
    /// Returns the longest time, in seconds, for which an answer is cached.
    #[must_use]
    pub const fn max_age_limit(self) -> u64 {
        match self {
            Engine::Chromium => 7200,
            Engine::Firefox => 86400,
            Engine::WebKit => 600,
        }
    }
}

/// Fetch, ["CORS-preflight fetch"](https://fetch.spec.whatwg.org/#cors-preflight-fetch), the steps about max-age.
pub(crate) fn max_age(engine: Option<Engine>, response: &SentResponse) -> u64 {
    const NAME: &str = "access-control-max-age";
    const DEFAULT: u64 = 5;
    let Some(engine) = engine else {
        return seconds(&response.headers, NAME).ok().flatten().unwrap_or(DEFAULT);
    };
    match seconds(&response.headers, NAME) {
        Ok(seconds) => seconds.unwrap_or(DEFAULT).min(engine.max_age_limit()),
        Err(Malformed) => {
            let text = get(&response.headers, NAME).unwrap_or_default();
            let is_zero = text.starts_with('-') || engine == Engine::Firefox && !text.is_empty();
            if is_zero { 0 } else { DEFAULT }
        }
    }
}
