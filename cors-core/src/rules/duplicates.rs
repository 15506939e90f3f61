//! Rules about origins that are listed twice: `duplicate_origin`, `shadowed_origin`.

use std::{collections::HashMap, iter};

use super::{
    front_end::FrontEnd,
    message::{Message, listed_twice},
};
use crate::syntax::pattern::{OriginPattern, Pieces};

/// The patterns of a policy by their texts. A configuration can have thousands: to compare each with each would delay the start.
pub(super) struct Listed<'a> {
    /// Each text with the index of its first element.
    first: HashMap<&'a str, usize>,
}

impl<'a> Listed<'a> {
    /// Indexes `patterns`, which are in the order of the list; an element that is not an origin is `None`.
    pub(super) fn new(patterns: impl Iterator<Item = &'a Option<OriginPattern>>) -> Self {
        let mut first = HashMap::new();
        for (index, pattern) in patterns.enumerate() {
            if let Some(pattern) = pattern {
                first.entry(pattern.as_str()).or_insert(index);
            }
        }
        Listed { first }
    }

    /// Returns whether `pattern`, the element at `index`, is an earlier element as well.
    pub(super) fn is_repeated(&self, pattern: &OriginPattern, index: usize) -> bool {
        self.first.get(pattern.as_str()).is_some_and(|&first| first < index)
    }

    /// The first of the other patterns that matches everything that `pattern` matches.
    ///
    /// The few patterns that can do so follow from the text of `pattern`.
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
            .min_by_key(|(_, index)| **index)
            .map(|(text, _)| *text)
    }
}

pub(super) fn duplicate_origin(origin: &str, front_end: FrontEnd) -> Message {
    match front_end {
        // The macro does not know the origin: it is one of the named policy.
        FrontEnd::Override => Message::new(
            "one of the `dev_origins` is matched by `origins` already: the named policy and this override together list it twice",
        )
        .help("remove it from `dev_origins`"),
        _ => listed_twice(origin),
    }
}

pub(super) fn shadowed_origin(origin: &str, by: &str) -> Message {
    Message::new(format!("`{origin}` is already matched by `{by}`")).help("remove one of the two")
}

#[cfg(test)]
#[path = "../../tests/unit/duplicates.rs"]
mod tests;
