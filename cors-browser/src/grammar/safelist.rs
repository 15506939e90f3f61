//! The request headers that need no permission.

use super::{
    bytes::{Header, is_token},
    mime, range,
};

/// Fetch, ["CORS-safelisted request-header"](https://fetch.spec.whatwg.org/#cors-safelisted-request-header).
pub(crate) fn is_safelisted(name: &str, value: &[u8]) -> bool {
    value.len() <= 128
        && match name.to_ascii_lowercase().as_str() {
            "accept" => !value.iter().copied().any(is_unsafe_byte),
            "accept-language" | "content-language" => value.iter().copied().all(is_language_byte),
            "content-type" => !value.iter().copied().any(is_unsafe_byte) && is_form_type(value),
            "range" => range::is_simple_range(value),
            _ => false,
        }
}

/// Fetch, ["no-CORS-safelisted request-header"](https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header).
pub(crate) fn is_safelisted_without_cors(name: &str, value: &[u8]) -> bool {
    !name.eq_ignore_ascii_case("range") && is_safelisted(name, value)
}

/// Fetch, ["CORS-unsafe request-header byte"](https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte).
fn is_unsafe_byte(byte: u8) -> bool {
    byte < 0x20 && byte != b'\t' || b"\"():<>?@[\\]{}\x7f".contains(&byte)
}

fn is_language_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" *,-.;=".contains(&byte)
}

/// What a form could have sent without any script.
fn is_form_type(value: &[u8]) -> bool {
    let essence = mime::essence(value);
    ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"]
        .iter()
        .any(|form| essence.as_deref() == Some(*form))
}

/// Fetch, ["CORS-unsafe request-header names"](https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names): in lower
/// case, sorted, each once.
pub(crate) fn unsafe_names(headers: &[Header]) -> Vec<String> {
    let (safelisted, mut names): (Vec<&Header>, Vec<&Header>) =
        headers.iter().partition(|header| is_safelisted(&header.name, &header.value));
    // A flood of small values is as good as a large one.
    if safelisted.iter().map(|header| header.value.len()).sum::<usize>() > 1024 {
        names.extend(safelisted);
    }
    let mut names: Vec<String> = names.into_iter().map(|header| header.name.to_ascii_lowercase()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Fetch, ["CORS non-wildcard request-header name"](https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name).
pub(crate) fn is_never_covered_by_wildcard(name: &str) -> bool {
    name.eq_ignore_ascii_case("authorization")
}

/// Fetch, ["header name"](https://fetch.spec.whatwg.org/#header-name).
pub(crate) fn is_header_name(name: &str) -> bool {
    is_token(name.as_bytes())
}
