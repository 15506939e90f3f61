//! International names: whether an `xn--` label is one, and how a name is written in ASCII (WHATWG URL, "domain to ASCII").
//!
//! Which characters a name may have, what they become, and next to which others, fills tables of Unicode. The crate `idna` has them,
//! and takes a compiler several seconds; so it is an optional feature. Without it, names of the letters that most names are made
//! of are told all the same, and of others only what no table is needed for.

use std::ops::RangeInclusive;

use crate::{host::HostError, origin_problem::OriginProblem, punycode};

/// What labels in Punycode begin with (RFC 5890, section 2.3.2.1).
const PREFIX: &str = "xn--";

/// Letters that become no others and do not combine, of scripts that are written from left to right: a label of these, ASCII digits
/// and hyphens is its own normal form, whatever their order. Those in upper case become the same in lower case.
///
/// Combining marks are not among them, so that names of many scripts of Asia need the tables.
const PLAIN: [RangeInclusive<char>; 17] = [
    // Latin, without its ligatures.
    'ß'..='ö',
    'ø'..='ı',
    'Ĵ'..='ľ',
    'Ł'..='ň',
    'Ŋ'..='ž',
    'ƀ'..='ǃ',
    'Ǎ'..='ǰ',
    'Ǵ'..='ɏ',
    // Greek and Cyrillic.
    'ά'..='ώ',
    'а'..='ѿ',
    'Ҋ'..='ԯ',
    // Armenian and Georgian.
    'ա'..='ֆ',
    'ა'..='ჺ',
    // Hiragana and Katakana.
    'ぁ'..='ゖ',
    'ァ'..='ー',
    // Ideographs, and syllables of Hangul.
    '一'..='鿿',
    '가'..='힣',
];

/// Checks the labels of a name in ASCII and lower case.
pub(crate) fn check(host: &str) -> Result<(), HostError> {
    let (mut at, mut is_plain) = (0, true);
    for label in host.split('.') {
        let range = at..at + label.len();
        at = range.end + 1;
        let Some(encoded) = label.strip_prefix(PREFIX) else { continue };
        let Some(text) = punycode::decode(encoded).filter(|text| is_possible(text)) else {
            return Err((OriginProblem::BadPunycode, range));
        };
        is_plain &= text.chars().all(is_plain_char);
    }
    if is_plain { Ok(()) } else { check_by_tables(host) }
}

/// How a browser writes a name, or `None` for one that it refuses, or where only tables tell.
pub(crate) fn to_ascii(domain: &str) -> Option<String> {
    // Full stops of other scripts are dots (UTS 46, section 2.3).
    let labels = domain.split(['.', '\u{3002}', '\u{ff0e}', '\u{ff61}']);
    let labels: Option<Vec<String>> = labels.map(label_to_ascii).collect();
    labels.map(|labels| labels.join(".")).or_else(|| to_ascii_by_tables(domain))
}

fn label_to_ascii(label: &str) -> Option<String> {
    // Letter by letter: at the end of a word, `Σ` would become another letter.
    let text: String = label.chars().flat_map(char::to_lowercase).collect();
    if text.is_ascii() {
        return Some(text);
    }
    let encoded = text.chars().all(is_plain_char).then(|| punycode::encode(&text))??;
    Some(format!("{PREFIX}{encoded}"))
}

/// Whether a character stands for itself in a name, wherever it is.
fn is_plain_char(c: char) -> bool {
    let is_ascii = c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    is_ascii || (PLAIN.iter().any(|range| range.contains(&c)) && !c.is_uppercase())
}

/// Whether a label can say this: it needs no Punycode without international letters, names are in lower case, and they have
/// neither spaces nor controls.
fn is_possible(text: &str) -> bool {
    // Cherokee is written in upper case (Unicode, "Caseless Matching").
    let is_lower = |c: char| c.to_lowercase().eq([c]) || ('Ꭰ'..='Ᏽ').contains(&c);
    !text.is_ascii() && text.chars().all(|c| is_lower(c) && !c.is_whitespace() && !c.is_control())
}

/// The rest of [`check`].
#[cfg(feature = "idna")]
fn check_by_tables(host: &str) -> Result<(), HostError> {
    let problem = match to_ascii_by_tables(host) {
        Some(canonical) if canonical == host => return Ok(()),
        Some(_) => OriginProblem::NonCanonicalPunycode,
        None => OriginProblem::BadPunycode,
    };
    let label = host.split('.').find(|label| label.starts_with(PREFIX)).unwrap_or(host);
    let at = host.find(label).unwrap_or_default();
    Err((problem, at..at + label.len()))
}

/// Such names are taken as they are: a wrong one lets nobody in.
#[cfg(not(feature = "idna"))]
fn check_by_tables(_: &str) -> Result<(), HostError> {
    Ok(())
}

/// The rest of [`to_ascii`].
#[cfg(feature = "idna")]
fn to_ascii_by_tables(domain: &str) -> Option<String> {
    idna::domain_to_ascii_cow(domain.as_bytes(), idna::AsciiDenyList::URL).ok().map(Into::into)
}

#[cfg(not(feature = "idna"))]
fn to_ascii_by_tables(_: &str) -> Option<String> {
    None
}

#[cfg(test)]
#[allow(clippy::expect_used)]
#[path = "../tests/unit/international.rs"]
mod tests;
