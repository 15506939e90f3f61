//! MIME types, as far as the safelist asks for them.

use super::bytes::{decoded, is_token, is_whitespace, stripped};

/// The essence of what MIME Sniffing, ["parse a MIME type"](https://mimesniff.spec.whatwg.org/#parse-a-mime-type), reads.
/// Parameters, whatever they contain, are no reason to fail.
pub(crate) fn essence(value: &[u8]) -> Option<String> {
    let mut halves = stripped(value, is_whitespace).splitn(2, |&byte| byte == b'/');
    let kind = halves.next()?;
    let subtype = halves.next()?.split(|&byte| byte == b';').next()?;
    // White space is stripped behind the subtype, and not in front of it.
    let end = subtype.iter().rposition(|&byte| !is_whitespace(byte))?;
    let subtype = subtype.get(..=end)?;
    let is_mime_type = is_token(kind) && is_token(subtype);
    is_mime_type.then(|| format!("{}/{}", decoded(kind), decoded(subtype)).to_ascii_lowercase())
}
