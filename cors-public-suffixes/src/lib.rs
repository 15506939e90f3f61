#![doc = include_str!("../README.md")]
#![no_std]

use core::cmp::Ordering;

/// The rules of the list, in ASCII, one in a line, sorted by their bytes.
const RULES: &[u8] = include_bytes!("rules.txt");

/// Whether a domain in ASCII and lower case is a public suffix, by the ICANN or the private section of the list
/// (<https://github.com/publicsuffix/list/wiki/Format#algorithm>). A trailing dot makes no difference.
///
/// A single label that the list does not have is one: nobody knows who may register below it.
///
/// ```
/// use cors_public_suffixes::is_public_suffix;
///
/// assert!(is_public_suffix("co.uk"));
/// assert!(is_public_suffix("xn--p1ai."));
/// // `*.ck`, but `!www.ck`.
/// assert!(is_public_suffix("anything.ck"));
/// assert!(!is_public_suffix("www.ck"));
/// assert!(!is_public_suffix("example.com"));
/// ```
#[must_use]
pub fn is_public_suffix(domain: &str) -> bool {
    let domain = domain.strip_suffix('.').unwrap_or(domain);
    let Some((_, parent)) = domain.split_once('.') else { return !domain.is_empty() };
    !has_rule("!", domain) && (has_rule("", domain) || has_rule("*.", parent))
}

/// Whether the list has the rule that these two are together.
fn has_rule(marks: &str, domain: &str) -> bool {
    let mut rules = RULES;
    while !rules.is_empty() {
        // The line in the middle, and what is before and behind it.
        let (before, rest) = rules.split_at(rules.len() / 2);
        let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        let end = rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len()) + before.len();
        let (before, line) = rules.split_at(start);
        let (line, behind) = line.split_at(end - start);
        match line.iter().copied().cmp(marks.bytes().chain(domain.bytes())) {
            Ordering::Equal => return true,
            Ordering::Less => rules = behind.get(1..).unwrap_or_default(),
            Ordering::Greater => rules = before,
        }
    }
    false
}
