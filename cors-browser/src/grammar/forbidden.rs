//! Headers that only the browser may set or read.

use super::methods;

/// Fetch, ["forbidden request-header"](https://fetch.spec.whatwg.org/#forbidden-request-header).
pub(crate) fn is_forbidden_request_header(name: &str, value: &str) -> bool {
    #[rustfmt::skip]
    const NAMES: [&str; 21] = [
        "accept-charset", "accept-encoding", "access-control-request-headers", "access-control-request-method", "connection",
        "content-length", "cookie", "cookie2", "date", "dnt", "expect", "host", "keep-alive", "origin", "referer", "set-cookie",
        "te", "trailer", "transfer-encoding", "upgrade", "via",
    ];
    const OVERRIDES: [&str; 3] = ["x-http-method", "x-http-method-override", "x-method-override"];
    let name = name.to_ascii_lowercase();
    NAMES.contains(&name.as_str())
        || name.starts_with("proxy-")
        || name.starts_with("sec-")
        || OVERRIDES.contains(&name.as_str()) && split(value).any(methods::is_forbidden)
}

/// Fetch, ["forbidden response-header name"](https://fetch.spec.whatwg.org/#forbidden-response-header-name).
pub(crate) fn is_forbidden_response_header(name: &str) -> bool {
    ["set-cookie", "set-cookie2"].iter().any(|forbidden| forbidden.eq_ignore_ascii_case(name))
}

/// Fetch, ["get, decode, and split"](https://fetch.spec.whatwg.org/#header-value-get-decode-and-split): commas in quotes do not
/// separate elements.
fn split(value: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    let is_separator = move |c: char| {
        if escaped {
            escaped = false;
        } else if c == '"' {
            quoted = !quoted;
        } else {
            escaped = quoted && c == '\\';
        }
        c == ',' && !quoted
    };
    value.split(is_separator).map(|element| element.trim_matches(['\t', ' ']))
}
