//! Origins that stand twice, and origins that a pattern of the same policy matches already.

use std::{collections::HashMap, iter};

use crate::syntax::pattern::{OriginPattern, Pieces};

/// The patterns of a policy by their texts: a list that is read from a configuration can have thousands, and comparing each
/// with each would keep the program from starting.
pub(super) struct Written<'a> {
    /// Each text with the place where it stands first.
    first: HashMap<&'a str, usize>,
}

impl<'a> Written<'a> {
    /// `patterns` in their order; `None` is none, and keeps its place.
    pub(super) fn new(patterns: impl Iterator<Item = &'a Option<OriginPattern>>) -> Self {
        let mut first = HashMap::new();
        for (place, pattern) in patterns.enumerate() {
            if let Some(pattern) = pattern {
                first.entry(pattern.as_str()).or_insert(place);
            }
        }
        Written { first }
    }

    /// Whether `pattern`, which stands at `place`, stands before it as well.
    pub(super) fn is_repeated(&self, pattern: &OriginPattern, place: usize) -> bool {
        self.first.get(pattern.as_str()).is_some_and(|&first| first < place)
    }

    /// The first of the other patterns by which everything is matched that `pattern` stands for.
    ///
    /// Whatever covers a pattern can be told from the pattern's text.
    pub(super) fn covering(&self, pattern: &OriginPattern) -> Option<&'a str> {
        let Pieces { scheme, base, subdomains, port } = pattern.pieces();
        let same_host = (!subdomains).then_some(("", base));
        let any_host = [("", "*")];
        let above = base.match_indices('.').map(|(at, _)| ("*", base.get(at..).unwrap_or_default()));
        let ports = [port, Some("*")];
        same_host
            .into_iter()
            .chain(above)
            .chain(any_host)
            .flat_map(|host| iter::repeat(host).zip(ports))
            .filter_map(|((star, host), port)| {
                let colon = if port.is_some() { ":" } else { "" };
                let text = format!("{scheme}://{star}{host}{colon}{}", port.unwrap_or_default());
                self.first.get_key_value(text.as_str()).filter(|(text, _)| **text != pattern.as_str())
            })
            .min_by_key(|(_, place)| **place)
            .map(|(text, _)| *text)
    }
}

#[cfg(test)]
#[path = "../../tests/unit/duplicates.rs"]
mod tests;
