//! The messages of rules that only the macro can find broken.

use cors_core::Rule;

/// Returns a message in the form of those of `cors_core`: the headline with the rule, the advice, and the address of the rule's page.
pub(crate) fn of_rule(rule: Rule, headline: &str, help: &str) -> String {
    format!("{headline} [{rule}]\n\nhelp: {help}\nsee: {}", rule.address())
}
