//! HTTP tokens.

/// Whether `text` is a token (RFC 9110, section 5.6.2): what methods and field names are made of.
pub(crate) fn is_token(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().copied().all(is_token_byte)
}

/// Whether `byte` is a `tchar` (RFC 9110, section 5.6.2).
pub(crate) const fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'-' | b'.' | b'^' | b'_' | b'`' | b'|' | b'~'
        )
}

/// Where the first character is that no token has, in bytes.
pub(crate) fn first_bad(text: &str) -> std::ops::Range<usize> {
    let bad = |c: char| !(c.is_ascii() && u8::try_from(c).is_ok_and(is_token_byte));
    match text.char_indices().find(|&(_, c)| bad(c)) {
        Some((at, c)) => at..at + c.len_utf8(),
        None => 0..text.len(),
    }
}
