//! String comparison in const evaluation, which cannot call traits.

use std::cmp::Ordering;

/// Returns whether `text` is an element of `list`.
pub(crate) const fn contains(mut list: &[&str], text: &str) -> bool {
    while let [first, rest @ ..] = list {
        if compare(first, &[text]).is_eq() {
            return true;
        }
        list = rest;
    }
    false
}

/// Returns whether a sorted list has the concatenation of these pieces.
#[expect(clippy::indexing_slicing, reason = "`get` is not const; the index is below the length")]
pub(crate) const fn is_among(pieces: &[&str], sorted: &[&str]) -> bool {
    let (mut from, mut to) = (0, sorted.len());
    while from < to {
        let middle = usize::midpoint(from, to);
        match compare(sorted[middle], pieces) {
            Ordering::Less => from = middle + 1,
            Ordering::Equal => return true,
            Ordering::Greater => to = middle,
        }
    }
    false
}

/// Compares a text with the concatenation of these pieces.
const fn compare(text: &str, mut pieces: &[&str]) -> Ordering {
    let mut rest = text.as_bytes();
    while let [piece, others @ ..] = pieces {
        let mut piece = piece.as_bytes();
        while let [byte, behind @ ..] = piece {
            match rest {
                [first, more @ ..] if *first == *byte => (rest, piece) = (more, behind),
                [first, ..] if *first > *byte => return Ordering::Greater,
                _ => return Ordering::Less,
            }
        }
        pieces = others;
    }
    if rest.is_empty() { Ordering::Equal } else { Ordering::Greater }
}
