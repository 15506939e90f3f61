//! How browsers read the headers of a response.

use super::bytes::is_token;
use crate::explanation::message::SentResponse;

/// Fetch, "extract header list values": the lines cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

pub(crate) fn lines<'r>(response: &'r SentResponse, name: &str) -> impl Iterator<Item = &'r str> {
    let named = response.headers.iter().filter(move |(other, _)| other.eq_ignore_ascii_case(name));
    named.map(|(_, value)| value.trim_matches(['\t', '\n', '\r', ' ']))
}

/// Fetch, ["get"](https://fetch.spec.whatwg.org/#concept-header-list-get): all lines of the name, joined. So two lines are never
/// the one value that a check asks for.
pub(crate) fn get(response: &SentResponse, name: &str) -> Option<String> {
    let lines: Vec<&str> = lines(response, name).collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}

/// Fetch, ["extract header list values"](https://fetch.spec.whatwg.org/#extract-header-list-values), of a list of tokens. One
/// element that is none spoils them all; `None`: no such header.
pub(crate) fn tokens(response: &SentResponse, name: &str) -> Result<Option<Vec<String>>, Malformed> {
    let mut lines = lines(response, name).peekable();
    if lines.peek().is_none() {
        return Ok(None);
    }
    let elements = lines.flat_map(|line| line.split(',')).map(|element| element.trim_matches(['\t', ' ']));
    // RFC 9110, section 5.6.1: a recipient ignores empty elements.
    let tokens = elements
        .filter(|element| !element.is_empty())
        .map(|element| if is_token(element.as_bytes()) { Ok(element.to_owned()) } else { Err(Malformed) });
    tokens.collect::<Result<_, _>>().map(Some)
}

/// Fetch, ["extract header list values"](https://fetch.spec.whatwg.org/#extract-header-list-values), of `delta-seconds`: one
/// line of digits. A number that nobody can count to is the largest.
pub(crate) fn seconds(response: &SentResponse, name: &str) -> Result<Option<u64>, Malformed> {
    let mut lines = lines(response, name);
    match (lines.next(), lines.next()) {
        (None, _) => Ok(None),
        (Some(line), None) if !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit()) => {
            Ok(Some(line.parse().unwrap_or(u64::MAX)))
        }
        _ => Err(Malformed),
    }
}
