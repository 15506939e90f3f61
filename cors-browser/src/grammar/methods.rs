//! Methods.

/// Fetch, ["forbidden method"](https://fetch.spec.whatwg.org/#forbidden-method).
pub(crate) fn is_forbidden(method: &str) -> bool {
    ["CONNECT", "TRACE", "TRACK"].iter().any(|forbidden| forbidden.eq_ignore_ascii_case(method))
}

/// Fetch, ["normalize a method"](https://fetch.spec.whatwg.org/#concept-method-normalize), which leaves `patch` as it is.
pub(crate) fn normalise(method: &str) -> &str {
    let known = ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"];
    known.into_iter().find(|known| known.eq_ignore_ascii_case(method)).unwrap_or(method)
}

/// Fetch, ["CORS-safelisted method"](https://fetch.spec.whatwg.org/#cors-safelisted-method).
pub(crate) fn is_safelisted(method: &str) -> bool {
    ["GET", "HEAD", "POST"].contains(&method)
}
