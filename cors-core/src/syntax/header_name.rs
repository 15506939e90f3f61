//! Names of header fields, and which of them a policy may speak of.

use std::{fmt, ops::Range};

use super::token::{first_bad, is_token};

/// A header's name, in lower case: field names are compared ignoring case (RFC 9110, section 5.1).
///
/// ```
/// use cors_core::HeaderName;
///
/// assert_eq!(HeaderName::parse_request("Content-Type").unwrap().as_str(), "content-type");
/// assert!(HeaderName::parse_request("cookie").is_err());
/// assert!(HeaderName::parse_response("set-cookie").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HeaderName(String);

/// Why a string is not a name that a policy may list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HeaderNameError {
    /// Not a token, or with a `*` inside; the bytes that are wrong. The `*` alone is the wildcard, or with credentials a name.
    Malformed(Range<usize>),
    /// A request header that browsers never let scripts set, or a response header that they never let them read.
    Forbidden,
    /// A header of the other direction.
    Misplaced,
}

impl HeaderName {
    /// Reads a name for `allow_headers`.
    ///
    /// # Errors
    ///
    /// For what is not a token, for a `*` inside a name, for Fetch's
    /// ["forbidden request-header"](https://fetch.spec.whatwg.org/#forbidden-request-header)s, and for the headers of a CORS
    /// response.
    pub fn parse_request(text: &str) -> Result<Self, HeaderNameError> {
        let name = Self::parse(text)?;
        if is_cors_response_header(&name.0) {
            Err(HeaderNameError::Misplaced)
        } else if is_forbidden_to_set(&name.0) {
            Err(HeaderNameError::Forbidden)
        } else {
            Ok(name)
        }
    }

    /// Reads a name for `expose_headers`.
    ///
    /// # Errors
    ///
    /// For what is not a token, for a `*` inside a name, for Fetch's
    /// ["forbidden response-header name"](https://fetch.spec.whatwg.org/#forbidden-response-header-name)s, and for headers that
    /// only requests or preflight answers have.
    pub fn parse_response(text: &str) -> Result<Self, HeaderNameError> {
        let name = Self::parse(text)?;
        if matches!(name.as_str(), "set-cookie" | "set-cookie2") {
            Err(HeaderNameError::Forbidden)
        } else if is_never_on_a_response(&name.0) {
            Err(HeaderNameError::Misplaced)
        } else {
            Ok(name)
        }
    }

    fn parse(text: &str) -> Result<Self, HeaderNameError> {
        if !is_token(text.as_bytes()) {
            return Err(HeaderNameError::Malformed(first_bad(text)));
        }
        // A browser compares whole names: `x-*` is a name that no request and no response has.
        match text.find('*') {
            Some(at) if text != "*" => {
                let len = text.bytes().skip(at).take_while(|byte| *byte == b'*').count();
                Err(HeaderNameError::Malformed(at..at + len))
            }
            _ => Ok(HeaderName(text.to_ascii_lowercase())),
        }
    }

    /// The name, in lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for HeaderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Fetch, "forbidden request-header", as far as the name alone decides.
fn is_forbidden_to_set(name: &str) -> bool {
    name.starts_with("proxy-")
        || name.starts_with("sec-")
        || matches!(
            name,
            "accept-charset"
                | "accept-encoding"
                | "access-control-request-headers"
                | "access-control-request-method"
                | "connection"
                | "content-length"
                | "cookie"
                | "cookie2"
                | "date"
                | "dnt"
                | "expect"
                | "host"
                | "keep-alive"
                | "origin"
                | "referer"
                | "set-cookie"
                | "set-cookie2"
                | "te"
                | "trailer"
                | "transfer-encoding"
                | "upgrade"
                | "via"
        )
}

/// Fetch, "HTTP responses": the headers with which a server answers.
fn is_cors_response_header(name: &str) -> bool {
    matches!(
        name,
        "access-control-allow-origin"
            | "access-control-allow-credentials"
            | "access-control-allow-methods"
            | "access-control-allow-headers"
            | "access-control-expose-headers"
            | "access-control-max-age"
    )
}

/// Names that stand in requests only (RFC 9110, sections 7, 10.1 and 13.1; Fetch), or in answers to preflights only, where
/// exposing has no effect.
fn is_never_on_a_response(name: &str) -> bool {
    matches!(
        name,
        "access-control-allow-headers"
            | "access-control-allow-methods"
            | "access-control-max-age"
            | "access-control-request-headers"
            | "access-control-request-method"
            | "cookie"
            | "cookie2"
            | "expect"
            | "host"
            | "if-match"
            | "if-modified-since"
            | "if-none-match"
            | "if-range"
            | "if-unmodified-since"
            | "max-forwards"
            | "origin"
            | "proxy-authorization"
            | "referer"
            | "te"
            | "user-agent"
    )
}
