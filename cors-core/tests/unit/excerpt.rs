//! Excerpts in messages.

use proptest::prelude::*;

use super::{Excerpt, WIDTH};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_carets_are_below_the_marked_text(before in "[a-zä]{0,300}", marked in "[A-Z]{1,300}", after in "[a-z]{0,300}") {
        let text = format!("{before}{marked}{after}");
        let excerpt = Excerpt::new(&text, &(before.len()..before.len() + marked.len()));
        prop_assert!(excerpt.line.chars().count() <= WIDTH + 2);
        let above: String = excerpt.line.chars().skip(excerpt.before).take(excerpt.marked).collect();
        prop_assert!(!above.is_empty() && marked.starts_with(&above), "{above} in {}", excerpt.line);
    }
}
