//! Texts for a log that cannot forge fields or lines, whether or not a subscriber quotes them.

use std::fmt::{self, Write as _};

/// The bytes of a client's text that are shown.
const SHOWN: usize = 128;

/// Text of the program as one word: letters, digits and `-._~:/[]{}*` as they are, any other byte as in URLs, like `%20`.
pub(super) fn word(text: &[u8]) -> String {
    let mut word = String::with_capacity(text.len());
    push(&mut word, text, is_plain);
    word
}

/// Text of a client as one word, with its length if it is truncated.
pub(super) fn cut(text: &[u8]) -> String {
    let mut word = word(text.get(..SHOWN).unwrap_or(text));
    if text.len() > SHOWN {
        push_remark(&mut word, format_args!("{}_bytes", text.len()));
    }
    word
}

/// The first line of a client's header, and the number of the others.
pub(super) fn lines<'l>(mut lines: impl Iterator<Item = &'l [u8]>) -> String {
    let mut word = lines.next().map(cut).unwrap_or_default();
    let more = lines.count();
    if more > 0 {
        push_remark(&mut word, format_args!("and_{more}_more"));
    }
    word
}

/// Text with spaces, in quotation marks.
pub(super) fn quoted(text: &[u8]) -> String {
    let is_shown = |byte: u8| matches!(byte, b' '..=b'~') && !b"\"\\=%".contains(&byte);
    let mut quoted = String::from("\"");
    push(&mut quoted, text.get(..SHOWN).unwrap_or(text), is_shown);
    if text.len() > SHOWN {
        push_remark(&mut quoted, format_args!("{} bytes", text.len()));
    }
    quoted.push('"');
    quoted
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/[]{}*".contains(&byte)
}

fn push(word: &mut String, text: &[u8], is_shown: impl Fn(u8) -> bool) {
    for &byte in text {
        if is_shown(byte) {
            word.push(char::from(byte));
        } else {
            let _ = write!(word, "%{byte:02X}");
        }
    }
}

/// Parentheses in the text itself are escaped.
fn push_remark(word: &mut String, remark: fmt::Arguments<'_>) {
    let _ = write!(word, "({remark})");
}
