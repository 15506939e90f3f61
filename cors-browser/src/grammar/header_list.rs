//! Reading headers by name.

use super::token::{WHITESPACE, is_token};

/// The failure of Fetch, "extract header list values".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

/// Returns the values of the headers of this name, without white space around them.
pub(crate) fn lines<'h>(headers: &'h [(String, String)], name: &str) -> impl Iterator<Item = &'h str> {
    let named = headers.iter().filter(move |(other, _)| other.eq_ignore_ascii_case(name));
    named.map(|(_, value)| value.trim_matches(WHITESPACE))
}

/// Fetch, ["get"](https://fetch.spec.whatwg.org/#concept-header-list-get): all lines of the name, joined. So two lines never equal
/// the one value that a check expects.
pub(crate) fn get(headers: &[(String, String)], name: &str) -> Option<String> {
    let lines: Vec<&str> = lines(headers, name).collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}

/// Fetch, ["extract header list values"](https://fetch.spec.whatwg.org/#extract-header-list-values), for a list of tokens. One
/// malformed element makes the whole list malformed. Returns `None` if there is no such header.
pub(crate) fn tokens(headers: &[(String, String)], name: &str) -> Result<Option<Vec<String>>, Malformed> {
    let Some(list) = get(headers, name) else {
        return Ok(None);
    };
    // RFC 9110, section 5.6.1: a recipient ignores empty elements.
    let elements =
        list.split(',').map(|element| element.trim_matches(['\t', ' '])).filter(|element| !element.is_empty());
    let tokens = elements.map(|element| if is_token(element) { Ok(element.to_owned()) } else { Err(Malformed) });
    tokens.collect::<Result<_, _>>().map(Some)
}

/// Fetch, ["extract header list values"](https://fetch.spec.whatwg.org/#extract-header-list-values), for `delta-seconds`: one line
/// of digits. A number that is too large becomes the largest.
pub(crate) fn seconds(headers: &[(String, String)], name: &str) -> Result<Option<u64>, Malformed> {
    match get(headers, name) {
        None => Ok(None),
        Some(line) if !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit()) => {
            Ok(Some(line.parse().unwrap_or(u64::MAX)))
        }
        Some(_) => Err(Malformed),
    }
}
