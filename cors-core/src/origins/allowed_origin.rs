//! The proof that an origin is allowed.

/// The proof that an origin is on an allow-list. Only from it can an `Access-Control-Allow-Origin` that names an origin be made.
///
/// It holds the bytes that the browser sent, because browsers compare bytes: Fetch,
/// ["CORS check"](https://fetch.spec.whatwg.org/#concept-cors-check).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AllowedOrigin<'r> {
    text: Text<'r>,
    credentials: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Text<'r> {
    Listed(&'static str),
    Matched(&'r str),
}

impl<'r> AllowedOrigin<'r> {
    /// The origin as the browser sent it.
    pub fn as_str(&self) -> &'r str {
        match self.text {
            Text::Listed(origin) => origin,
            Text::Matched(origin) => origin,
        }
    }

    /// The origin as a literal of the program, if it is one: a header value made from it allocates nothing.
    pub fn as_static(&self) -> Option<&'static str> {
        match self.text {
            Text::Listed(origin) => Some(origin),
            Text::Matched(_) => None,
        }
    }

    /// Returns whether the proof is valid for requests with credentials: not if it comes from an `http:` origin, from a pattern for
    /// sub-domains of a public suffix or from a pattern for any installation, unless that is acknowledged.
    pub fn may_send_credentials(&self) -> bool {
        self.credentials
    }
}

// Not associated functions, because rustc would suggest them, although they are private, to users who try to make a proof.

/// The proof for an origin that a trusted pattern matches.
pub(crate) fn matched(origin: &str, credentials: bool) -> AllowedOrigin<'_> {
    AllowedOrigin { text: Text::Matched(origin), credentials }
}

/// The proof for an origin that is this literal of the program.
pub(crate) fn listed<'r>(origin: &'static str, credentials: bool) -> AllowedOrigin<'r> {
    AllowedOrigin { text: Text::Listed(origin), credentials }
}
