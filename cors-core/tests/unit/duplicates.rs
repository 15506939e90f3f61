//! Repeated elements.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::Listed;
use crate::{
    origins::list::{OriginList, Written as Literals, literals, written},
    syntax::pattern::{OriginPattern, Pieces},
};

/// The definition: `ours` matches every origin that `theirs` matches.
fn covers(ours: Pieces<'_>, theirs: Pieces<'_>) -> bool {
    let port = ours.port == Some("*") || ours.port == theirs.port;
    // The base keeps its dot: `.b.example` ends with `.example`, and so does `a.example`.
    let host = match ours.subdomains {
        true => theirs.base.ends_with(ours.base),
        false => ours.base == "*" || (!theirs.subdomains && ours.base == theirs.base),
    };
    port && host && ours.scheme == theirs.scheme
}

/// A list as the macro writes it.
fn list(texts: &[String]) -> OriginList {
    let parsed: OriginList = texts.iter().map(|text| OriginPattern::parse(text).unwrap()).collect();
    let leak = |texts: Vec<&str>| -> &'static [&'static str] {
        texts.into_iter().map(|text| &*text.to_owned().leak()).collect::<Vec<_>>().leak()
    };
    let Literals { exact, patterns, risks } = written(&parsed);
    literals(leak(exact), leak(patterns), risks.leak())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn covering_finds_the_same_as_comparing_every_pair(
        texts in prop::collection::vec("(https|app)://(\\*\\.)?([ab]\\.){1,3}[cd](:(\\*|1|2))?|app://\\*", 1..12)
    ) {
        let patterns: Vec<_> = texts.iter().map(|text| Some(OriginPattern::parse(text).unwrap())).collect();
        let written = Listed::new(patterns.iter());
        for (place, pattern) in patterns.iter().flatten().enumerate() {
            let mut others = patterns.iter().flatten();
            let covering = others.clone().find(|other| covers(other.pieces(), pattern.pieces()) && *other != pattern);
            prop_assert_eq!(written.covering(pattern), covering.map(OriginPattern::as_str));
            prop_assert_eq!(written.is_repeated(pattern, place), others.by_ref().take(place).any(|other| other == pattern));
        }
    }

    #[test]
    fn covers_some_of_finds_the_same_as_comparing_every_pair(
        texts in prop::collection::vec("(https|app)://(\\*\\.)?([ab]\\.){1,3}[cd](:(\\*|1|2))?|app://\\*", 1..12),
        others in prop::collection::vec("(https|app)://(\\*\\.)?([ab]\\.){1,3}[cd](:(\\*|1|2))?|app://\\*", 1..3),
    ) {
        let parse = |text: &String| OriginPattern::parse(text).unwrap();
        let (all, some): (Vec<_>, Vec<_>) = (texts.iter().map(parse).collect(), others.iter().map(parse).collect());
        let covered = |other: &OriginPattern| all.iter().any(|one| covers(one.pieces(), other.pieces()));
        prop_assert_eq!(list(&texts).covers_some_of(&list(&others)), some.iter().any(covered));
    }
}
