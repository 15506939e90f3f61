//! Text in a log that cannot write fields or lines of its own, whatever a subscriber prints around it: quotation marks, or none.

use std::fmt::{self, Write as _};

/// How many bytes of a client's text are shown.
const SHOWN: usize = 128;

/// Text of the program as a word of a log: letters, digits and `-._~:/[]{}*` as they are, any other byte as in URLs, as `%20`.
pub(super) fn word(text: &[u8]) -> String {
    let mut word = String::with_capacity(text.len());
    push(&mut word, text, is_plain);
    word
}

/// Text of a client as a word of a log, and its length where it is not shown to its end.
pub(super) fn cut(text: &[u8]) -> String {
    let mut word = word(text.get(..SHOWN).unwrap_or(text));
    if text.len() > SHOWN {
        push_remark(&mut word, format_args!("{}_bytes", text.len()));
    }
    word
}

/// The first of the lines of a client, and the number of the others.
pub(super) fn lines<'l>(mut lines: impl Iterator<Item = &'l [u8]>) -> String {
    let mut word = lines.next().map(cut).unwrap_or_default();
    let more = lines.count();
    if more > 0 {
        push_remark(&mut word, format_args!("and_{more}_more"));
    }
    word
}

/// Text for people, with spaces, between quotation marks.
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
            push_all(word, format_args!("%{byte:02X}"));
        }
    }
}

/// A client's own parentheses are escaped in a word.
fn push_remark(word: &mut String, remark: fmt::Arguments<'_>) {
    push_all(word, format_args!("({remark})"));
}

fn push_all(word: &mut String, text: fmt::Arguments<'_>) {
    // A string takes everything.
    let _ = word.write_fmt(text);
}
