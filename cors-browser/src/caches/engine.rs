//! In what browsers differ from the standard, and from each other.

use crate::{
    explanation::message::SentResponse,
    grammar::header_list::{Malformed, get, seconds},
};

/// A browser engine, as far as it keeps the answers to preflights in a way of its own.
///
/// The standard leaves the limit to the browser. It takes an `Access-Control-Max-Age` that cannot be read, and so one with a
/// sign, for 5 s; no engine keeps an answer whose age is negative.
///
/// Fetch, ["CORS-preflight fetch"](https://fetch.spec.whatwg.org/#cors-preflight-fetch): "an imposed limit on max-age".
///
/// ```
/// use std::time::Duration;
/// use cors_browser::{Browser, Engine, PageRequest, SentResponse};
///
/// let put = PageRequest::new("https://app.example.com", "PUT");
/// let server = |_: &_| {
///     SentResponse::new(200)
///         .header("Access-Control-Allow-Origin", "*")
///         .header("Access-Control-Allow-Methods", "PUT")
///         .header("Access-Control-Max-Age", "86400")
/// };
/// let mut browser = Browser::like(Engine::WebKit);
/// assert!(browser.fetch(&put, server).preflight().is_some());
/// browser.wait(Duration::from_secs(599));
/// assert!(browser.fetch(&put, server).preflight().is_none());
/// browser.wait(Duration::from_secs(1));
/// assert!(browser.fetch(&put, server).preflight().is_some());
/// ```
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
    /// How many seconds an answer is kept at most.
    #[must_use]
    pub const fn max_age_limit(self) -> u64 {
        match self {
            Engine::Chromium => 7200,
            Engine::Firefox => 86400,
            Engine::WebKit => 600,
        }
    }
}

/// Where the server says nothing, and where the standard does not understand it.
const DEFAULT_MAX_AGE: u64 = 5;

/// Fetch, ["CORS-preflight fetch"](https://fetch.spec.whatwg.org/#cors-preflight-fetch), the steps about max-age.
pub(crate) fn max_age(engine: Option<Engine>, response: &SentResponse) -> u64 {
    const NAME: &str = "access-control-max-age";
    let read = seconds(response, NAME);
    let Some(engine) = engine else {
        return read.ok().flatten().unwrap_or(DEFAULT_MAX_AGE);
    };
    match read {
        Ok(seconds) => seconds.unwrap_or(DEFAULT_MAX_AGE).min(engine.max_age_limit()),
        Err(Malformed) => {
            let text = get(response, NAME).unwrap_or_default();
            let is_refused = text.starts_with('-') || engine == Engine::Firefox && !text.is_empty();
            if is_refused { 0 } else { DEFAULT_MAX_AGE }
        }
    }
}
