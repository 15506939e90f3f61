//! The evidence that somebody is let in.

/// The evidence that an origin is on an allow-list, and the only thing that an `Access-Control-Allow-Origin` naming an
/// origin can be made from.
///
/// Fetch, ["CORS check"](https://fetch.spec.whatwg.org/#concept-cors-check), compares bytes: the evidence holds the bytes
/// that the browser sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AllowedOrigin<'r> {
    evidence: Evidence<'r>,
    credentials: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Evidence<'r> {
    Listed(&'static str),
    Matched(&'r str),
}

impl<'r> AllowedOrigin<'r> {
    /// The origin as the browser sent it.
    #[must_use]
    pub fn as_str(&self) -> &'r str {
        match self.evidence {
            Evidence::Listed(origin) => origin,
            Evidence::Matched(origin) => origin,
        }
    }

    /// The same, where it is a literal of the program: a header value made from it allocates nothing.
    #[must_use]
    pub fn as_static(&self) -> Option<&'static str> {
        match self.evidence {
            Evidence::Listed(origin) => Some(origin),
            Evidence::Matched(_) => None,
        }
    }

    /// Whether the evidence holds for requests with credentials: not if it comes from an `http:` origin, from a pattern for
    /// sub-domains of a public suffix or from a pattern for any installation, unless that was acknowledged.
    #[must_use]
    pub fn may_send_credentials(&self) -> bool {
        self.credentials
    }
}

// No associated functions: rustc would offer them, private as they are, to whoever tries to write the evidence down.

/// The evidence of whoever has found `origin`, as it was sent, by a pattern that is trusted.
pub(crate) fn matched(origin: &str, credentials: bool) -> AllowedOrigin<'_> {
    AllowedOrigin { evidence: Evidence::Matched(origin), credentials }
}

/// The evidence of whoever has found it as this literal of the program.
pub(crate) fn listed<'r>(origin: &'static str, credentials: bool) -> AllowedOrigin<'r> {
    AllowedOrigin { evidence: Evidence::Listed(origin), credentials }
}
