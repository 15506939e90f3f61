//! HTTP tokens.

/// Returns whether `text` is a token, as methods and field names are (RFC 9110, section 5.6.2).
pub(crate) fn is_token(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().copied().all(is_token_byte)
}

/// Returns whether `byte` is a `tchar`.
const fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'-' | b'.' | b'^' | b'_' | b'`' | b'|' | b'~'
        )
}

/// The bytes of the first character that no token has.
pub(crate) fn first_bad(text: &str) -> std::ops::Range<usize> {
    let bad = |c: char| !(c.is_ascii() && u8::try_from(c).is_ok_and(is_token_byte));
    match text.char_indices().find(|&(_, c)| bad(c)) {
        Some((at, c)) => at..at + c.len_utf8(),
        None => 0..text.len(),
    }
}
