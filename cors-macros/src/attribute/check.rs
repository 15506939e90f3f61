//! Checking the rules of `cors_core`. Each issue is reported at the span of its cause.

use cors_core::{AcknowledgementProblem, Issue, IssueKind, Issues, PolicyOption, PolicySpec, Rule, ValidSpec};

use super::parse::{
    item::{Item, ItemKind},
    options::Options,
};
use crate::report::{errors::Errors, message, span_range::SpanRange};

/// Returns the policy if there are no errors at all.
pub(crate) fn check(options: &Options, subject: &Item, errors: &mut Errors) -> Option<ValidSpec> {
    if let (ItemKind::NamedPolicy, Some(path)) = (&subject.kind, &options.policy)
        && path.is_ident(&subject.ident)
    {
        // rustc would report a cycle in generated code.
        let headline = format!("`{}` refers to itself", subject.ident);
        let help = "write the policy out with `origins = […]`, or start from another one";
        let spans = options.spans(PolicyOption::Policy);
        let span = spans.map_or_else(SpanRange::call_site, |spans| spans.value);
        errors.push(span, message::of_rule(Rule::ConflictingOptions, &headline, help));
        return None;
    }
    validate(options, &options.spec_for(subject), Some(subject), errors)
}

/// Returns the origins of `origin_set!` if there are no errors at all.
pub(crate) fn check_set(options: &Options, errors: &mut Errors) -> Option<ValidSpec> {
    validate(options, &options.spec, None, errors)
}

fn validate(options: &Options, spec: &PolicySpec, subject: Option<&Item>, errors: &mut Errors) -> Option<ValidSpec> {
    match spec.validate() {
        Ok(valid) => errors.is_empty().then_some(valid),
        Err(issues) => {
            let mistakes = Mistakes::of(&issues, spec);
            for issue in issues.as_slice().iter().filter(|issue| !mistakes.may_cause(issue, options)) {
                errors.push(span(issue, options, subject), issue.said_by(options.front_end));
            }
            None
        }
    }
}

/// Returns the span of an issue.
pub(crate) fn span(issue: &Issue, options: &Options, subject: Option<&Item>) -> SpanRange {
    let Some(option) = issue.location.option else {
        let extractor = match (subject.map(|subject| &subject.kind), &issue.kind) {
            (Some(ItemKind::Handler(extractors)), IssueKind::JsonWithoutContentType) => extractors.json,
            (Some(ItemKind::Handler(extractors)), IssueKind::AuthWithoutAuthorization) => extractors.authorization,
            (Some(ItemKind::Handler(extractors)), IssueKind::WebsocketWithoutEnforce) => extractors.websocket,
            (_, IssueKind::Forgeable) => subject.map(|subject| subject.ident.span()),
            _ => None,
        };
        return extractor.map_or_else(SpanRange::call_site, SpanRange::from);
    };
    let Some(spans) = options.spans(option) else { return SpanRange::call_site() };
    let element = issue.location.element.and_then(|element| spans.elements.get(element));
    let whole = if matches!(issue.kind, IssueKind::ConflictingOptions { .. }) { spans.argument } else { spans.value };
    element.copied().unwrap_or(whole)
}

/// Mistakes that can cause other issues. Those are not reported, so that one mistake is one error.
struct Mistakes {
    /// An element of `allow_headers` could not be read.
    in_headers: bool,
    /// An element of `allow_headers` or of `origins` could not be read.
    in_lists: bool,
    /// The rules of invalid acknowledgements.
    acknowledged: Vec<Rule>,
}

impl Mistakes {
    fn of(issues: &Issues, spec: &PolicySpec) -> Self {
        let has_mistake = |option| {
            issues.as_slice().iter().any(|issue| {
                issue.location.option == Some(option)
                    && issue.location.element.is_some()
                    && !issue.kind.rule().is_acknowledgeable()
            })
        };
        let in_headers = has_mistake(PolicyOption::AllowHeaders);
        let acknowledged = |issue: &Issue| match &issue.kind {
            IssueKind::InvalidAcknowledgement(AcknowledgementProblem::UnknownRule { nearest, .. }) => *nearest,
            IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NoReason) => {
                Rule::from_name(&spec.acknowledgements.get(issue.location.element?)?.rule)
            }
            _ => None,
        };
        Mistakes {
            in_headers,
            in_lists: in_headers || has_mistake(PolicyOption::Origins),
            acknowledged: issues.as_slice().iter().filter_map(acknowledged).collect(),
        }
    }

    fn may_cause(&self, issue: &Issue, options: &Options) -> bool {
        let is_acknowledged = || self.acknowledged.contains(&issue.kind.rule());
        if options.has_unreadable_allow && issue.kind.rule().is_acknowledgeable() {
            return true;
        }
        match &issue.kind {
            IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NotNeeded(_)) => {
                options.is_incomplete || self.in_lists
            }
            IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NoReason)
            | IssueKind::NoOrigins { empty: false } => options.is_incomplete,
            IssueKind::JsonWithoutContentType | IssueKind::AuthWithoutAuthorization => {
                options.is_incomplete || self.in_headers || is_acknowledged()
            }
            IssueKind::WebsocketWithoutEnforce | IssueKind::Forgeable => options.is_incomplete || is_acknowledged(),
            _ => is_acknowledged(),
        }
    }
}
