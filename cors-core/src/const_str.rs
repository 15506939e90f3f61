//! Comparing strings in const evaluation, where the traits that do it elsewhere cannot be called.

use std::cmp::Ordering;

/// `a == b`.
pub(crate) const fn equal(a: &str, b: &str) -> bool {
    a.len() == b.len() && starts_with(a, b)
}

/// `text.starts_with(prefix)`.
pub(crate) const fn starts_with(text: &str, prefix: &str) -> bool {
    text.len() >= prefix.len() && same(text.as_bytes(), 0, prefix.as_bytes())
}

/// `text.ends_with(suffix)`.
pub(crate) const fn ends_with(text: &str, suffix: &str) -> bool {
    text.len() >= suffix.len() && same(text.as_bytes(), text.len() - suffix.len(), suffix.as_bytes())
}

/// `text` without `suffix`, if it ends with it.
pub(crate) const fn without_suffix<'a>(text: &'a str, suffix: &str) -> &'a str {
    if ends_with(text, suffix) { text.split_at(text.len() - suffix.len()).0 } else { text }
}

/// Whether `list` has `text` among its elements.
pub(crate) const fn contains(mut list: &[&str], text: &str) -> bool {
    while let [first, rest @ ..] = list {
        if equal(first, text) {
            return true;
        }
        list = rest;
    }
    false
}

/// Whether a sorted list has the text that these pieces make.
#[expect(clippy::indexing_slicing, reason = "`get` is not const; the number is below the length")]
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

/// The order of a text and of another one that is made of these pieces.
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

/// Whether `bytes` continues with `other` from `at`; the caller has compared the lengths.
#[expect(clippy::indexing_slicing, reason = "`get` is not const; the callers check the lengths")]
const fn same(bytes: &[u8], at: usize, other: &[u8]) -> bool {
    let mut index = 0;
    while index < other.len() {
        if bytes[at + index] != other[index] {
            return false;
        }
        index += 1;
    }
    true
}
