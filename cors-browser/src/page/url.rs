//! URLs, as far as CORS asks for them.

use std::fmt;

use ::url::{ParseError, Position, Url as Parsed};

/// A URL without its fragment, or `None` for one that the request does not name: it is that of no page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Url(Option<Parsed>);

impl Url {
    /// Parses an absolute URL.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::without_fragment(Parsed::parse(text)).ok()
    }

    /// The URL that a `Location` means in a response of this URL. `None`: it is not a URL.
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

    /// The URL with `http` for `ws` and `https` for `wss`.
    pub(crate) fn of_handshake(self) -> Self {
        let http = |url: &Parsed| url.as_str().strip_prefix("ws").and_then(|rest| Url::parse(&format!("http{rest}")));
        self.0.as_ref().and_then(http).unwrap_or(self)
    }

    /// Whether the scheme is one of these. The URL that the request does not name has each of them.
    fn has_scheme(&self, schemes: &[&str]) -> bool {
        self.0.as_ref().is_none_or(|url| schemes.contains(&url.scheme()))
    }

    /// Host and port; `None`: the request does not name the URL.
    pub(crate) fn authority(&self) -> Option<&str> {
        self.0.as_ref().map(|url| &url[Position::BeforeHost..Position::AfterPort])
    }

    /// Fetch, ["HTTP(S) scheme"](https://fetch.spec.whatwg.org/#http-scheme).
    pub(crate) fn is_http(&self) -> bool {
        self.has_scheme(&["http", "https"])
    }

    /// Whether the scheme is `https`.
    pub(crate) fn is_https(&self) -> bool {
        self.has_scheme(&["https"])
    }

    /// URL, ["includes credentials"](https://url.spec.whatwg.org/#include-credentials).
    pub(crate) fn has_credentials(&self) -> bool {
        let has = |url: &Parsed| !url.username().is_empty() || url.password().is_some_and(|word| !word.is_empty());
        self.0.as_ref().is_some_and(has)
    }

    /// HTML, ["same origin"](https://html.spec.whatwg.org/#same-origin), with a page. An opaque origin is that of no URL.
    pub(crate) fn is_of(&self, page_origin: &str) -> bool {
        self.0.is_some() && Url::parse(page_origin).is_some_and(|page| self.is_same_origin(&page))
    }

    /// The same between two URLs.
    pub(crate) fn is_same_origin(&self, other: &Url) -> bool {
        // The crate has opaque origins for applications' own schemes, where browsers have those that they send.
        let origin =
            |url: &Parsed| Some((url.scheme().to_owned(), url.host_str()?.to_owned(), url.port_or_known_default()));
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => origin(one).is_some_and(|one| Some(one) == origin(other)),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_ref().map(Parsed::as_str).unwrap_or_default())
    }
}
