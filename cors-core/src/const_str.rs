//! Comparing strings in const evaluation, where the traits that do it elsewhere cannot be called.

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
