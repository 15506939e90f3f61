//! Request headers that need no permission.

use super::token::WHITESPACE;

/// Fetch, ["CORS-safelisted request-header"](https://fetch.spec.whatwg.org/#cors-safelisted-request-header). Each character of
/// the value is a byte.
pub(crate) fn is_safelisted(name: &str, value: &str) -> bool {
    value.chars().count() <= 128
        && match name.to_ascii_lowercase().as_str() {
            "accept" => !value.contains(is_unsafe),
            "accept-language" | "content-language" => {
                value.chars().all(|c| c.is_ascii_alphanumeric() || " *,-.;=".contains(c))
            }
            "content-type" => !value.contains(is_unsafe) && is_form_type(value),
            "range" => is_simple_range(value),
            _ => false,
        }
}

/// Fetch, ["no-CORS-safelisted request-header"](https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header).
pub(crate) fn is_safelisted_without_cors(name: &str, value: &str) -> bool {
    !name.eq_ignore_ascii_case("range") && is_safelisted(name, value)
}

/// Fetch, ["CORS-unsafe request-header byte"](https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte).
fn is_unsafe(c: char) -> bool {
    c < ' ' && c != '\t' || "\"():<>?@[\\]{}\x7f".contains(c)
}

/// Returns whether a `Content-Type` is one of those that forms send. MIME Sniffing, ["parse a MIME
/// type"](https://mimesniff.spec.whatwg.org/#parse-a-mime-type), ignores malformed parameters.
fn is_form_type(value: &str) -> bool {
    let essence = value.split(';').next().unwrap_or_default().trim_matches(WHITESPACE);
    let forms = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
    forms.iter().any(|form| form.eq_ignore_ascii_case(essence))
}

/// Fetch, ["parse a single range header value"](https://fetch.spec.whatwg.org/#simple-range-header-value), without white space,
/// and with a first position, as the safelist requires. Positions can have any number of digits.
fn is_simple_range(value: &str) -> bool {
    let Some((first, last)) = value.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return false;
    };
    let is_number = |position: &str| position.bytes().all(|byte| byte.is_ascii_digit());
    let (start, end) = (first.trim_start_matches('0'), last.trim_start_matches('0'));
    let is_ordered = last.is_empty() || (start.len(), start) <= (end.len(), end);
    !first.is_empty() && is_number(first) && is_number(last) && is_ordered
}

/// Fetch, ["CORS-unsafe request-header names"](https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names): in lower
/// case, sorted, each once.
pub(crate) fn unsafe_names(headers: &[(String, String)]) -> Vec<String> {
    let (safelisted, mut names): (Vec<_>, Vec<_>) =
        headers.iter().partition(|(name, value)| is_safelisted(name, value));
    if safelisted.iter().map(|(_, value)| value.chars().count()).sum::<usize>() > 1024 {
        names.extend(safelisted);
    }
    let mut names: Vec<String> = names.into_iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Fetch, ["CORS non-wildcard request-header name"](https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name).
pub(crate) fn is_never_covered_by_wildcard(name: &str) -> bool {
    name.eq_ignore_ascii_case("authorization")
}
