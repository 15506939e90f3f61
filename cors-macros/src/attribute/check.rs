//! The rules, by `cors_core`; every issue at its own literal.

use cors_core::{AcknowledgementProblem, Issue, IssueKind, Issues, PolicyOption, PolicySpec, Rule, ValidSpec};

use super::parse::{
    item::{Item, ItemKind},
    options::Options,
};
use crate::report::{errors::Errors, place::Place};

/// The policy, if nothing at all is wrong with the attribute.
pub(crate) fn check(options: &Options, subject: &Item, errors: &mut Errors) -> Option<ValidSpec> {
    if let (ItemKind::NamedPolicy, Some(path)) = (&subject.kind, &options.policy)
        && path.is_ident(&subject.ident)
    {
        // rustc would report the cycle, step by step through generated code.
        let message = format!(
            "`{}` cannot start from itself [{}]\n\nhelp: write the policy out with `origins = […]`, or start from another one",
            subject.ident,
            Rule::ConflictingOptions
        );
        errors.push(options.value_place(PolicyOption::Policy).unwrap_or_else(Place::call_site), message);
        return None;
    }
    let spec = PolicySpec { handler: subject.facts(), ..options.spec.clone() };
    rules(options, &spec, Some(subject), errors)
}

/// The same for the origins of `origin_set!`.
pub(crate) fn check_set(options: &Options, errors: &mut Errors) -> Option<ValidSpec> {
    rules(options, &options.spec, None, errors)
}

fn rules(options: &Options, spec: &PolicySpec, subject: Option<&Item>, errors: &mut Errors) -> Option<ValidSpec> {
    match spec.validate() {
        Ok(valid) => errors.is_empty().then_some(valid),
        Err(issues) => {
            let consequences = Consequences::of(&issues, spec, options);
            for issue in issues.as_slice().iter().filter(|issue| !consequences.contain(issue)) {
                errors.push(place(issue, options, subject), issue.said_by(options.front_end));
            }
            None
        }
    }
}

/// Where an issue is shown.
pub(crate) fn place(issue: &Issue, options: &Options, subject: Option<&Item>) -> Place {
    let Some(option) = issue.location.option else {
        let extractor = match (subject.map(|subject| &subject.kind), &issue.kind) {
            (Some(ItemKind::Handler(extractors)), IssueKind::JsonWithoutContentType) => extractors.json,
            (Some(ItemKind::Handler(extractors)), IssueKind::AuthWithoutAuthorization) => extractors.authorization,
            (Some(ItemKind::Handler(extractors)), IssueKind::WebsocketWithoutEnforce) => extractors.websocket,
            _ => None,
        };
        return extractor.map_or_else(Place::call_site, Place::from);
    };
    let element = issue.location.element.and_then(|element| options.element_place(option, element));
    let whole = match issue.kind {
        IssueKind::ConflictingOptions { .. } => options.argument_place(option),
        _ => options.value_place(option),
    };
    element.or(whole).unwrap_or_else(Place::call_site)
}

/// Issues that may be there only because of another mistake: one mistake, one error.
struct Consequences {
    /// Some argument could not be read.
    incomplete: bool,
    /// Some `allow(…)` could not be read.
    illegible_allow: bool,
    /// `allow_headers` has an element that could not be read.
    headers: bool,
    /// So has it or `origins`.
    lists: bool,
    /// Rules that were to be acknowledged, by an acknowledgement that is not good.
    acknowledged: Vec<Rule>,
}

impl Consequences {
    fn of(issues: &Issues, spec: &PolicySpec, options: &Options) -> Self {
        let wrong_element = |option| {
            issues.as_slice().iter().any(|issue| {
                issue.location.option == Some(option)
                    && issue.location.element.is_some()
                    && !issue.kind.rule().is_acknowledgeable()
            })
        };
        let headers = wrong_element(PolicyOption::AllowHeaders);
        let named = |issue: &Issue| match &issue.kind {
            IssueKind::InvalidAcknowledgement(AcknowledgementProblem::UnknownRule { nearest, .. }) => *nearest,
            IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NoReason) => {
                let written = spec.acknowledgements.get(issue.location.element?)?;
                Rule::from_name(&written.rule)
            }
            _ => None,
        };
        Consequences {
            incomplete: options.incomplete,
            illegible_allow: options.illegible_allow,
            headers,
            lists: headers || wrong_element(PolicyOption::Origins),
            acknowledged: issues.as_slice().iter().filter_map(named).collect(),
        }
    }

    fn contain(&self, issue: &Issue) -> bool {
        if self.illegible_allow && issue.kind.rule().is_acknowledgeable() {
            return true;
        }
        match &issue.kind {
            IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NotNeeded(_)) => self.incomplete || self.lists,
            IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NoReason) => self.incomplete,
            IssueKind::JsonWithoutContentType | IssueKind::AuthWithoutAuthorization => {
                self.incomplete || self.headers || self.acknowledged.contains(&issue.kind.rule())
            }
            IssueKind::NoOrigins { empty: false } => self.incomplete,
            IssueKind::WebsocketWithoutEnforce => self.incomplete || self.acknowledged.contains(&issue.kind.rule()),
            kind => self.acknowledged.contains(&kind.rule()),
        }
    }
}
