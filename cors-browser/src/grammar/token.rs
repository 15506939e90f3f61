//! Tokens and white space.

/// Fetch, ["HTTP whitespace byte"](https://fetch.spec.whatwg.org/#http-whitespace-byte).
pub(crate) const WHITESPACE: [char; 4] = ['\t', '\n', '\r', ' '];

/// Returns whether a text is a `token` (RFC 9110, section 5.6.2), as methods and header names have to be.
pub(crate) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
