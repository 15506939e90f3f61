//! The elements of a list of origins, as rules look at them: in const evaluation too.

use crate::pattern::{OriginPattern, Pieces};

/// A list of valid patterns.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Elements<'a> {
    /// Literals of the program, which the macro has parsed, and the numbers of those that stand under a public suffix.
    Literals(&'static [&'static str], &'static [u16]),
    /// Parsed by this program.
    Parsed(&'a [OriginPattern]),
}

/// One of them.
#[derive(Clone, Copy)]
pub(crate) struct Element<'a> {
    pub(crate) pieces: Pieces<'a>,
    /// Anybody can have an origin that it stands for.
    pub(crate) public_suffix: bool,
}

impl<'a> Elements<'a> {
    pub(crate) const NONE: Elements<'static> = Elements::Literals(&[], &[]);

    pub(crate) const fn is_empty(self) -> bool {
        match self {
            Elements::Literals(texts, _) => texts.is_empty(),
            Elements::Parsed(patterns) => patterns.is_empty(),
        }
    }

    /// `None` behind the last one.
    #[expect(clippy::indexing_slicing, reason = "`get` is not const; the numbers are below the lengths")]
    pub(crate) const fn get(self, number: usize) -> Option<Element<'a>> {
        match self {
            Elements::Literals(texts, public_suffixes) if number < texts.len() => {
                let public_suffix = contains(public_suffixes, number);
                Some(Element { pieces: Pieces::of(texts[number]), public_suffix })
            }
            Elements::Parsed(patterns) if number < patterns.len() => {
                let pattern = &patterns[number];
                Some(Element { pieces: pattern.pieces(), public_suffix: pattern.is_under_public_suffix() })
            }
            Elements::Literals(..) | Elements::Parsed(_) => None,
        }
    }

    /// As they were written.
    pub(crate) fn texts(self) -> impl Iterator<Item = &'a str> {
        let (texts, patterns): (&[&str], &[OriginPattern]) = match self {
            Elements::Literals(texts, _) => (texts, &[]),
            Elements::Parsed(patterns) => (&[], patterns),
        };
        texts.iter().copied().chain(patterns.iter().map(OriginPattern::as_str))
    }
}

const fn contains(mut numbers: &[u16], number: usize) -> bool {
    while let [first, rest @ ..] = numbers {
        if *first as usize == number {
            return true;
        }
        numbers = rest;
    }
    false
}
