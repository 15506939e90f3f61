//! Repeated elements.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::Written;
use crate::pattern::OriginPattern;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_covers_a_pattern_is_what_comparing_each_with_each_finds(
        texts in prop::collection::vec("(https|app)://(\\*\\.)?([ab]\\.){1,3}[cd](:(\\*|1|2))?|app://\\*", 1..12)
    ) {
        let patterns: Vec<_> = texts.iter().map(|text| Some(OriginPattern::parse(text).unwrap())).collect();
        let written = Written::new(patterns.iter());
        for (place, pattern) in patterns.iter().flatten().enumerate() {
            let mut others = patterns.iter().flatten();
            let covering = others.clone().find(|other| other.pieces().covers(pattern.pieces()) && *other != pattern);
            prop_assert_eq!(written.covering(pattern), covering.map(OriginPattern::as_str));
            prop_assert_eq!(written.is_repeated(pattern, place), others.by_ref().take(place).any(|other| other == pattern));
        }
    }
}
