//! Methods, compared byte for byte.

use std::{fmt, ops::Range};

use super::token::{first_bad, is_token};

/// A method that a policy or a route may name.
///
/// Fetch, ["methods"](https://fetch.spec.whatwg.org/#methods): CORS compares methods byte for byte, and browsers write only six
/// of them in upper case. `patch` is not `PATCH`.
///
/// ```
/// use cors_core::{Method, MethodError};
///
/// assert_eq!(Method::parse("PATCH").unwrap().as_str(), "PATCH");
/// assert_eq!(Method::parse("patch"), Err(MethodError::Case("PATCH")));
/// assert_eq!(Method::parse("TRACE"), Err(MethodError::Forbidden));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Method(String);

/// The reason why a string is not a [`Method`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MethodError {
    /// Not a token, because of these bytes.
    Malformed(Range<usize>),
    /// Browsers do not let scripts send it (Fetch, "forbidden method").
    Forbidden,
    /// A known method in lower or mixed case, and its correct form.
    Case(&'static str),
}

/// The methods of IANA's "HTTP Method Registry" that scripts use.
#[rustfmt::skip]
const KNOWN: &[&str] = &[
    "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "QUERY", "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK",
    "UNLOCK", "REPORT", "SEARCH", "LINK", "UNLINK", "PURGE",
];

impl Method {
    /// Reads a method.
    pub fn parse(text: &str) -> Result<Self, MethodError> {
        // `*` is a token, but in a header it stands for every method.
        if !is_token(text.as_bytes()) || text == "*" {
            return Err(MethodError::Malformed(first_bad(text)));
        }
        if is_forbidden(text) {
            return Err(MethodError::Forbidden);
        }
        match KNOWN.iter().find(|known| known.eq_ignore_ascii_case(text)) {
            Some(&known) if known != text => Err(MethodError::Case(known)),
            _ => Ok(Method(text.to_owned())),
        }
    }

    /// The method.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Fetch, "forbidden method", in upper or lower case.
pub(crate) fn is_forbidden(method: &str) -> bool {
    ["CONNECT", "TRACE", "TRACK"].iter().any(|forbidden| forbidden.eq_ignore_ascii_case(method))
}
