//! Lists of origins in one text.

use std::ops::Range;

/// The positions of the elements in `text`. Between two commas there is always one, empty if it is missing.
pub(super) fn elements(text: &str) -> impl Iterator<Item = Range<usize>> {
    let last = text.len();
    let mut start = 0;
    text.split(',').flat_map(move |piece| {
        let comma = start + piece.len();
        let mut words = words(piece, start).peekable();
        let missing = (words.peek().is_none() && comma < last).then_some(comma..comma);
        start = comma + 1;
        words.chain(missing)
    })
}

fn words(piece: &str, start: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = start;
    piece.split(char::is_whitespace).filter_map(move |word| {
        let bytes = at..at + word.len();
        // The white space after it may have more than one byte.
        at = bytes.end + piece.get(bytes.end - start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (!word.is_empty()).then_some(bytes)
    })
}

#[cfg(test)]
#[path = "../../../tests/unit/text.rs"]
mod tests;
