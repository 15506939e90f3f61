//! `allow(rule, …, reason = "…")`.

use cors_core::{AcknowledgementProblem, IssueKind, Location};
use proc_macro2::{Group, Ident, TokenTree};

use super::{
    argument::duplicate,
    values::{malformed, string},
};
use crate::report::errors::Errors;
use crate::syntax::chunks::chunks;
use crate::syntax::tokens::{is_ident, is_punct};

/// Acknowledged rules, and the reason.
pub(crate) struct Allow {
    pub(crate) rules: Vec<Ident>,
    /// Empty if there is none.
    pub(crate) reason: String,
    /// False if a part could not be read.
    pub(crate) is_complete: bool,
}

impl Allow {
    pub(crate) fn parse(group: &Group, errors: &mut Errors) -> Self {
        let mut rules = Vec::new();
        let mut reason = None;
        let mut is_complete = true;
        for chunk in chunks(group.stream()) {
            let expected = match chunk.tokens() {
                [name, ..] if is_ident(name, "reason") && reason.is_some() => {
                    errors.push(chunk.span, duplicate("reason"));
                    continue;
                }
                [name, rest @ ..] if is_ident(name, "reason") => {
                    if let [equals, value @ ..] = rest
                        && is_punct(equals, '=')
                        && let Some(text) = string(value)
                    {
                        reason = Some(text.value());
                        continue;
                    }
                    r#"a reason: `reason = "…"`"#
                }
                [TokenTree::Ident(rule)] => {
                    rules.push(rule.clone());
                    continue;
                }
                _ => r#"the name of a rule or `reason = "…"`"#,
            };
            is_complete = false;
            errors.push(chunk.span, malformed(expected).at(Location::POLICY));
        }
        if rules.is_empty() && is_complete {
            let problem = IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NoRule);
            errors.push(group.span(), problem.at(Location::POLICY));
        }
        Allow { rules, reason: reason.unwrap_or_default(), is_complete }
    }
}
