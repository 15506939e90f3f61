//! The names for editors are those of the attribute.

use super::*;
use crate::Rule;

#[test]
fn every_rule_that_can_be_acknowledged_is_there() {
    let named: Vec<_> = rules::ALL.iter().map(|(name, rule)| (*name, *rule)).collect();
    let expected: Vec<_> = Rule::ACKNOWLEDGEABLE.iter().map(|rule| (rule.name(), *rule)).collect();
    assert_eq!(named, expected);
}
