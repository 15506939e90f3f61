//! `allow(rule, …, reason = "…")`.

use cors_core::{AcknowledgementProblem, IssueKind, Location};
use proc_macro2::{Group, Ident, TokenTree};

use super::{
    argument::given_twice,
    values::{malformed, string},
};
use crate::report::errors::Errors;
use crate::syntax::chunks::chunks;
use crate::syntax::tokens::is_punct;

/// Rules, and the reason why their risks are accepted.
pub(crate) struct Allow {
    pub(crate) rules: Vec<Ident>,
    /// Empty where there is none.
    pub(crate) reason: String,
    /// All of it could be read.
    pub(crate) legible: bool,
}

impl Allow {
    pub(crate) fn read(group: &Group, errors: &mut Errors) -> Self {
        const REASON: &str = r#"a reason: `reason = "…"`"#;
        let mut rules = Vec::new();
        let mut reason = None;
        let mut legible = true;
        for chunk in chunks(group.stream()) {
            let expected = match chunk.tokens() {
                [TokenTree::Ident(rule)] if rule != "reason" => {
                    rules.push(rule.clone());
                    continue;
                }
                [TokenTree::Ident(name), rest @ ..] if name == "reason" => match (rest, &reason) {
                    (_, Some(_)) => {
                        errors.push(chunk.place, given_twice("reason"));
                        continue;
                    }
                    ([equals, value @ ..], None) if is_punct(equals, '=') && string(value).is_some() => {
                        reason = string(value).map(|text| text.value());
                        continue;
                    }
                    _ => REASON,
                },
                _ => r#"the name of a rule or `reason = "…"`"#,
            };
            legible = false;
            errors.push(chunk.place, malformed(expected).at(Location::POLICY));
        }
        if rules.is_empty() && legible {
            let problem = IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NoRule);
            errors.push(group.span(), problem.at(Location::POLICY));
        }
        Allow { rules, reason: reason.unwrap_or_default(), legible }
    }
}
