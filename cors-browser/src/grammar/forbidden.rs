//! The headers that belong to the browser, and not to scripts.

use super::{
    bytes::{decoded, stripped},
    methods,
};

/// Fetch, ["forbidden request-header"](https://fetch.spec.whatwg.org/#forbidden-request-header).
pub(crate) fn is_forbidden_request_header(name: &str, value: &[u8]) -> bool {
    const NAMES: [&str; 21] = [
        "accept-charset",
        "accept-encoding",
        "access-control-request-headers",
        "access-control-request-method",
        "connection",
        "content-length",
        "cookie",
        "cookie2",
        "date",
        "dnt",
        "expect",
        "host",
        "keep-alive",
        "origin",
        "referer",
        "set-cookie",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "via",
    ];
    const OVERRIDES: [&str; 3] = ["x-http-method", "x-http-method-override", "x-method-override"];
    let name = name.to_ascii_lowercase();
    NAMES.contains(&name.as_str())
        || name.starts_with("proxy-")
        || name.starts_with("sec-")
        || OVERRIDES.contains(&name.as_str()) && split(value).iter().any(|method| methods::is_forbidden(method))
}

/// Fetch, ["forbidden response-header name"](https://fetch.spec.whatwg.org/#forbidden-response-header-name).
pub(crate) fn is_forbidden_response_header(name: &str) -> bool {
    ["set-cookie", "set-cookie2"].iter().any(|forbidden| forbidden.eq_ignore_ascii_case(name))
}

/// Fetch, ["get, decode, and split"](https://fetch.spec.whatwg.org/#header-value-get-decode-and-split): a comma between
/// quotes separates nothing.
fn split(value: &[u8]) -> Vec<String> {
    let (mut quoted, mut escaped) = (false, false);
    value
        .split(|&byte| {
            if escaped {
                escaped = false;
            } else if byte == b'"' {
                quoted = !quoted;
            } else {
                escaped = quoted && byte == b'\\';
            }
            byte == b',' && !quoted
        })
        .map(|element| decoded(stripped(element, |byte| matches!(byte, b'\t' | b' '))))
        .collect()
}
