//! Percent-encoding of paths.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Everything but RFC 3986, section 2.3, "unreserved".
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// A slash separates the segments of the rest of a path.
const REST: &AsciiSet = &SEGMENT.remove(b'/');
/// URL, "path percent-encode set", and `%` itself.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// Encodes a value that is a segment.
pub(super) fn segment(value: &str) -> String {
    utf8_percent_encode(value, SEGMENT).to_string()
}

/// Encodes a value that is the rest of a path.
pub(super) fn rest(value: &str) -> String {
    utf8_percent_encode(value, REST).to_string()
}

/// Encodes no more than a path needs.
pub(super) fn path(value: &str) -> String {
    utf8_percent_encode(value, PATH).to_string()
}

/// Decodes a path, but not an encoded slash, percent sign or plus, as actix-web does before it compares. `None`: it is not UTF-8.
pub(super) fn decoded(path: &str) -> Option<String> {
    const PROTECTED: [&str; 5] = ["%2F", "%2f", "%25", "%2B", "%2b"];
    let mut decoded = String::new();
    let mut rest = path;
    loop {
        let at = PROTECTED.iter().filter_map(|code| rest.find(code)).min();
        let (plain, behind) = rest.split_at(at.unwrap_or(rest.len()));
        decoded.push_str(&percent_decode_str(plain).decode_utf8().ok()?);
        if behind.is_empty() {
            return Some(decoded);
        }
        let (code, after) = behind.split_at(3);
        decoded.push_str(code);
        rest = after;
    }
}
