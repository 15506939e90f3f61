//! Methods, compared byte for byte.

use std::{fmt, ops::Range};

use super::token::{first_bad, is_token};

/// A method that a policy or a route may name.
///
/// Fetch, ["methods"](https://fetch.spec.whatwg.org/#methods): CORS compares methods byte for byte, and browsers turn only six
/// of them into upper case. `patch` is not `PATCH`.
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

/// Why a string is no [`Method`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MethodError {
    /// Not a token; the bytes that are not.
    Malformed(Range<usize>),
    /// No browser lets a script send it (Fetch, "forbidden method").
    Forbidden,
    /// A known method in lower or mixed case, and how it is written.
    Case(&'static str),
}

/// The methods whose case is known (IANA, "HTTP Method Registry", as far as scripts use them).
const KNOWN: &[&str] = &[
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "DELETE",
    "PATCH",
    "OPTIONS",
    "QUERY",
    "PROPFIND",
    "PROPPATCH",
    "MKCOL",
    "COPY",
    "MOVE",
    "LOCK",
    "UNLOCK",
    "REPORT",
    "SEARCH",
    "LINK",
    "UNLINK",
    "PURGE",
];

impl Method {
    /// Reads a method.
    ///
    /// # Errors
    ///
    /// When `text` is not a token, or is one that no script may send, or is written in the wrong case.
    pub fn parse(text: &str) -> Result<Self, MethodError> {
        // `*` is a token, but on the wire it stands for every method.
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

    /// The method as it stands on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Fetch, "forbidden method": in any case.
pub(crate) fn is_forbidden(method: &str) -> bool {
    ["CONNECT", "TRACE", "TRACK"].iter().any(|forbidden| forbidden.eq_ignore_ascii_case(method))
}
