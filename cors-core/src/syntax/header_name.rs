//! The header names that a policy may list.

use std::{fmt, ops::Range};

use super::token::{first_bad, is_token};

/// The name of a header, in lower case: case is ignored (RFC 9110, section 5.1).
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

/// The reason why a policy may not list a name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HeaderNameError {
    /// Not a token, or with a `*` inside, because of these bytes. `*` alone is the wildcard, or with credentials a name.
    Malformed(Range<usize>),
    /// A request header that scripts cannot set, or a response header that they cannot read.
    Forbidden,
    /// A response header among request headers, or the reverse.
    Misplaced,
}

impl HeaderName {
    /// Reads a name for `allow_headers`.
    ///
    /// # Errors
    ///
    /// If `text` is not a token, has a `*` inside, is a
    /// ["forbidden request-header"](https://fetch.spec.whatwg.org/#forbidden-request-header), or is a header of CORS responses.
    pub fn parse_request(text: &str) -> Result<Self, HeaderNameError> {
        let name = Self::parse(text)?;
        let is_forbidden =
            |name: &str| name.starts_with("proxy-") || name.starts_with("sec-") || FORBIDDEN_TO_SET.contains(&name);
        if CORS_RESPONSE_HEADERS.contains(&name.as_str()) {
            Err(HeaderNameError::Misplaced)
        } else if is_forbidden(&name.0) {
            Err(HeaderNameError::Forbidden)
        } else {
            Ok(name)
        }
    }

    /// Reads a name for `expose_headers`.
    ///
    /// # Errors
    ///
    /// If `text` is not a token, has a `*` inside, is a
    /// ["forbidden response-header name"](https://fetch.spec.whatwg.org/#forbidden-response-header-name), or is a header of requests
    /// or of answers to preflights.
    pub fn parse_response(text: &str) -> Result<Self, HeaderNameError> {
        let name = Self::parse(text)?;
        if matches!(name.as_str(), "set-cookie" | "set-cookie2") {
            Err(HeaderNameError::Forbidden)
        } else if NEVER_ON_A_RESPONSE.contains(&name.as_str()) {
            Err(HeaderNameError::Misplaced)
        } else {
            Ok(name)
        }
    }

    fn parse(text: &str) -> Result<Self, HeaderNameError> {
        if !is_token(text.as_bytes()) {
            return Err(HeaderNameError::Malformed(first_bad(text)));
        }
        // Browsers compare whole names, and no header is named `x-*`.
        match text.find('*') {
            Some(at) if text != "*" => {
                let len = text.bytes().skip(at).take_while(|byte| *byte == b'*').count();
                Err(HeaderNameError::Malformed(at..at + len))
            }
            _ => Ok(HeaderName(text.to_ascii_lowercase())),
        }
    }

    /// The name, in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for HeaderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Fetch, "forbidden request-header", by name alone; those that begin with `proxy-` and `sec-` are forbidden, too.
#[rustfmt::skip]
const FORBIDDEN_TO_SET: &[&str] = &[
    "accept-charset", "accept-encoding", "access-control-request-headers", "access-control-request-method", "connection",
    "content-length", "cookie", "cookie2", "date", "dnt", "expect", "host", "keep-alive", "origin", "referer", "set-cookie",
    "set-cookie2", "te", "trailer", "transfer-encoding", "upgrade", "via",
];

/// Fetch, "HTTP responses": the headers of an answer.
#[rustfmt::skip]
const CORS_RESPONSE_HEADERS: &[&str] = &[
    "access-control-allow-origin", "access-control-allow-credentials", "access-control-allow-methods",
    "access-control-allow-headers", "access-control-expose-headers", "access-control-max-age",
];

/// The headers of requests only (RFC 9110, sections 7, 10.1 and 13.1; Fetch), or of answers to preflights only, which need not be
/// exposed.
#[rustfmt::skip]
const NEVER_ON_A_RESPONSE: &[&str] = &[
    "access-control-allow-headers", "access-control-allow-methods", "access-control-max-age", "access-control-request-headers",
    "access-control-request-method", "cookie", "cookie2", "expect", "host", "if-match", "if-modified-since", "if-none-match",
    "if-range", "if-unmodified-since", "max-forwards", "origin", "proxy-authorization", "referer", "te", "user-agent",
];
