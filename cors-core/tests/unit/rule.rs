//! The names of rules.

use super::Rule;

#[test]
fn names_are_snake_case_and_unique() {
    for rule in Rule::ALL.iter().copied() {
        assert!(rule.name().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{rule}");
        assert_eq!(Rule::from_name(rule.name()), Some(rule));
    }
}
