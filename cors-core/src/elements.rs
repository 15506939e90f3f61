//! The elements of a list of origins, as rules look at them: in const evaluation too.

use crate::pattern::{OriginPattern, Pieces};

/// A list of valid patterns, in two parts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Elements<'a> {
    /// Literals of the program, which the macro has parsed, and the numbers of those of the second part that match sub-domains of a
    /// public suffix.
    Literals(&'static [&'static str], &'static [&'static str], &'static [u16]),
    /// Parsed by this program.
    Parsed(&'a [OriginPattern], &'a [OriginPattern]),
}

/// One of them.
#[derive(Clone, Copy)]
pub(crate) struct Element<'a> {
    pub(crate) pieces: Pieces<'a>,
    /// It matches sub-domains of a public suffix.
    pub(crate) public_suffix: bool,
}

impl<'a> Elements<'a> {
    pub(crate) const NONE: Elements<'static> = Elements::Literals(&[], &[], &[]);

    pub(crate) const fn is_empty(self) -> bool {
        match self {
            Elements::Literals(first, second, _) => first.is_empty() && second.is_empty(),
            Elements::Parsed(first, second) => first.is_empty() && second.is_empty(),
        }
    }

    /// `None` behind the last one.
    #[expect(clippy::indexing_slicing, reason = "`get` is not const; the numbers are below the lengths")]
    pub(crate) const fn get(self, number: usize) -> Option<Element<'a>> {
        match self {
            Elements::Literals(first, _, _) if number < first.len() => {
                Some(Element { pieces: Pieces::of(first[number]), public_suffix: false })
            }
            Elements::Literals(first, second, public_suffixes) if number - first.len() < second.len() => {
                let number = number - first.len();
                let public_suffix = contains(public_suffixes, number);
                Some(Element { pieces: Pieces::of(second[number]), public_suffix })
            }
            Elements::Parsed(first, _) if number < first.len() => Some(Element::of(&first[number])),
            Elements::Parsed(first, second) if number - first.len() < second.len() => {
                Some(Element::of(&second[number - first.len()]))
            }
            Elements::Literals(..) | Elements::Parsed(..) => None,
        }
    }

    /// As they were written.
    pub(crate) fn texts(self) -> impl Iterator<Item = &'a str> {
        let (texts, patterns): ([&[&str]; 2], [&[OriginPattern]; 2]) = match self {
            Elements::Literals(first, second, _) => ([first, second], [&[], &[]]),
            Elements::Parsed(first, second) => ([&[], &[]], [first, second]),
        };
        texts.into_iter().flatten().copied().chain(patterns.into_iter().flatten().map(OriginPattern::as_str))
    }
}

impl<'a> Element<'a> {
    const fn of(pattern: &'a OriginPattern) -> Self {
        Element { pieces: pattern.pieces(), public_suffix: pattern.matches_public_suffix() }
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
