//! URLs.

use std::fmt;

use ::url::{ParseError, Position, Url as Parsed};

/// A URL without its fragment. `None` stands for the URL of requests that name none: it is of no page's origin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Url(Option<Parsed>);

impl Url {
    /// Parses an absolute URL.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::without_fragment(Parsed::parse(text)).ok()
    }

    /// Parses a `Location` relative to this URL. Returns `None` if it is malformed.
    pub(crate) fn resolve(&self, location: &str) -> Option<Url> {
        let base = Parsed::options().base_url(self.0.as_ref());
        match Self::without_fragment(base.parse(location)) {
            Err(ParseError::RelativeUrlWithoutBase) => Some(Url(None)),
            resolved => resolved.ok(),
        }
    }

    fn without_fragment(parsed: Result<Parsed, ParseError>) -> Result<Self, ParseError> {
        parsed.map(|mut url| {
            url.set_fragment(None);
            Url(Some(url))
        })
    }

    /// Replaces `ws` with `http`, and `wss` with `https`.
    pub(crate) fn of_handshake(mut self) -> Self {
        if let Some(url) = &mut self.0 {
            // Setting one of these schemes to another never fails.
            let _ = match url.scheme() {
                "ws" => url.set_scheme("http"),
                "wss" => url.set_scheme("https"),
                _ => Ok(()),
            };
        }
        self
    }

    /// Returns host and port.
    pub(crate) fn authority(&self) -> Option<&str> {
        self.0.as_ref().map(|url| &url[Position::BeforeHost..Position::AfterPort])
    }

    /// Fetch, ["HTTP(S) scheme"](https://fetch.spec.whatwg.org/#http-scheme).
    pub(crate) fn is_http(&self) -> bool {
        self.0.as_ref().is_none_or(|url| matches!(url.scheme(), "http" | "https"))
    }

    pub(crate) fn is_https(&self) -> bool {
        self.0.as_ref().is_none_or(|url| url.scheme() == "https")
    }

    /// URL, ["includes credentials"](https://url.spec.whatwg.org/#include-credentials).
    pub(crate) fn has_credentials(&self) -> bool {
        let has = |url: &Parsed| !url.username().is_empty() || url.password().is_some_and(|word| !word.is_empty());
        self.0.as_ref().is_some_and(has)
    }

    /// Returns whether the URL is of a page's origin. An opaque origin is that of no URL.
    pub(crate) fn is_of(&self, page_origin: &str) -> bool {
        self.0.is_some() && Url::parse(page_origin).is_some_and(|page| self.is_same_origin(&page))
    }

    /// HTML, ["same origin"](https://html.spec.whatwg.org/#same-origin).
    pub(crate) fn is_same_origin(&self, other: &Url) -> bool {
        // Not `Url::origin`: it is opaque for the schemes of applications, but browsers send `tauri://localhost`.
        fn origin(url: &Parsed) -> Option<(&str, &str, Option<u16>)> {
            Some((url.scheme(), url.host_str()?, url.port_or_known_default()))
        }
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => origin(one).is_some() && origin(one) == origin(other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_ref().map(Parsed::as_str).unwrap_or_default())
    }
}
