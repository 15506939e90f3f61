//! The rules, by `cors_core`; every issue at its own literal.

use cors_core::{Issue, IssueKind, PolicyOption, PolicySpec, ValidSpec};

use super::{
    item::{Item, ItemKind},
    options::Options,
};
use crate::errors::Errors;

/// The policy, if nothing at all is wrong with the attribute.
pub(crate) fn check(options: &Options, subject: &Item, errors: &mut Errors) -> Option<ValidSpec> {
    let handler = match subject.kind {
        ItemKind::Handler(facts) => facts,
        ItemKind::NamedPolicy => Default::default(),
    };
    let spec = PolicySpec { handler, ..options.spec.clone() };
    match spec.validate() {
        Ok(valid) => errors.is_empty().then_some(valid),
        Err(issues) => {
            for issue in issues.into_iter().filter(|issue| !(options.incomplete && may_be_a_consequence(issue))) {
                errors.push(options.span(&issue.location), &issue);
            }
            None
        }
    }
}

/// Whether an issue may be there only because an argument could not be read: one mistake, one error.
fn may_be_a_consequence(issue: &Issue) -> bool {
    let about_all = issue.location.option.is_none() || issue.location.option == Some(PolicyOption::Allow);
    about_all || matches!(issue.kind, IssueKind::JsonWithoutContentType | IssueKind::AuthWithoutAuthorization)
}
