//! A named policy together with what overrides it. Only const evaluation sees the two, so it is asked what the macro cannot know, and
//! answers with the issue that the macro has worded.

use super::{
    combinations::{COMBINATION_RULES, Combination},
    issue::{AcknowledgementProblem, Issue, IssueKind, Location},
    rule::Rule,
    together::{broken, knows_enough},
    validate::granting,
};
use crate::policy::{
    checked::{HeaderNames, ValidOrigins, ValidSpec},
    options::PolicyOption,
    policy::{Origins, Policy},
    spec::{HandlerFacts, PolicySpec},
};

/// A mistake that a named policy and an override make together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// They break this rule.
    Broken(Rule),
    /// The override acknowledges this rule, and they keep it.
    NotNeeded(Rule),
    /// `enforce` and `origins = "*"`.
    EnforcedForAny,
    /// `dev_origins` and `origins = "*"`.
    DevOriginsForAny,
    /// One of the `dev_origins` is matched by `origins`.
    DevOriginListed,
    /// The named policy says `same_origin`.
    Closed,
}

impl Mistake {
    /// Whether it is made where `policy` overrides `base`. An override is not blamed for a mistake of the policy that it starts from.
    #[must_use]
    pub const fn is_made(self, base: &Policy, policy: &Policy, handler: HandlerFacts) -> bool {
        let is_closed = matches!(base.origins(), Origins::SameOrigin);
        let is_for_any = matches!(policy.origins(), Origins::Any);
        match self {
            _ if base.is_stub() => false,
            Mistake::Closed => is_closed,
            // One mistake, one error.
            _ if is_closed && !matches!(policy.origins(), Origins::SameOrigin) => false,
            Mistake::Broken(rule) => is_broken(policy, handler, rule) && !is_broken(base, HandlerFacts::NONE, rule),
            Mistake::NotNeeded(rule) => !Combination::of(policy, handler).breaks(rule),
            Mistake::EnforcedForAny => is_for_any && policy.is_enforced(),
            Mistake::DevOriginsForAny => is_for_any && !policy.dev_origins().is_empty(),
            Mistake::DevOriginListed => match policy.origins() {
                Origins::Listed(list) => list.covers_some_of(policy.dev_origins()),
                _ => false,
            },
        }
    }
}

const fn is_broken(policy: &Policy, handler: HandlerFacts, rule: Rule) -> bool {
    Combination::of(policy, handler).breaks(rule) && policy.acknowledged().reason(rule).is_none()
}

/// Panics with a message if a mistake is made. Called by generated code, in const evaluation, where a panic is an error at the call.
///
/// # Panics
///
/// As it says.
#[track_caller]
pub const fn refuse(mistake: Mistake, base: &Policy, policy: &Policy, handler: HandlerFacts, message: &str) {
    assert!(!mistake.is_made(base, policy, handler), "{}", message);
}

/// The mistakes that an override may make, each with the issue that it is. A rule that the override has no say in is not among them:
/// the named policy has been asked.
#[must_use]
pub fn possible_mistakes(spec: &PolicySpec, valid: &ValidSpec) -> Vec<(Mistake, Issue)> {
    let rules = COMBINATION_RULES.iter().filter(|&&rule| !knows_enough(spec, rule));
    let rules = rules.filter_map(|&rule| about(rule, spec, valid));
    rules.chain(conflicts(spec, valid)).collect()
}

/// The mistake about one rule; `None`: no option of the override has a say in it.
fn about(rule: Rule, spec: &PolicySpec, valid: &ValidSpec) -> Option<(Mistake, Issue)> {
    if let Some(element) = valid.acknowledgements.iter().position(|(acknowledged, _)| *acknowledged == rule) {
        let kind = IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NotNeeded(rule));
        return Some((Mistake::NotNeeded(rule), kind.at(Location::element(PolicyOption::Allow, element))));
    }
    let any = |names: &Option<HeaderNames>| names.as_ref().is_some_and(|names| names.any);
    let listed = valid.origins.as_ref().map(ValidOrigins::listed).unwrap_or_default();
    let risky = listed.iter().position(|pattern| pattern.breaks(rule));
    let is_own = match rule {
        Rule::WildcardWithCredentials => valid.origins == Some(ValidOrigins::Any),
        Rule::WildcardHeadersWithCredentials => any(&valid.allow_headers),
        Rule::WildcardExposeWithCredentials => any(&valid.expose_headers),
        _ => risky.is_some(),
    };
    let pattern = risky.and_then(|element| listed.get(element));
    let (kind, location) = broken(rule, pattern, risky.unwrap_or_default(), spec);
    let location = match rule {
        Rule::JsonWithoutContentType if spec.handler.takes_json => Location::option(PolicyOption::Policy),
        Rule::AuthWithoutAuthorization if spec.handler.takes_authorization => Location::option(PolicyOption::Policy),
        Rule::WebsocketWithoutEnforce if spec.handler.takes_websocket => Location::option(PolicyOption::Policy),
        Rule::JsonWithoutContentType | Rule::AuthWithoutAuthorization | Rule::WebsocketWithoutEnforce => return None,
        _ if is_own => location,
        _ if spec.credentials => Location::option(PolicyOption::Credentials),
        _ => return None,
    };
    Some((Mistake::Broken(rule), kind.at(location)))
}

/// Options that contradict those of the named policy.
fn conflicts(spec: &PolicySpec, valid: &ValidSpec) -> Vec<(Mistake, Issue)> {
    let contradicts = |option, with| IssueKind::ConflictingOptions { with }.at(Location::option(option));
    let twice = |option| IssueKind::DuplicateOrigin { origin: String::new() }.at(Location::option(option));
    let inherits_origins = spec.origins.is_none() && spec.source.is_none() && !spec.same_origin;
    let mut conflicts = Vec::new();
    if let Some(option) = granting(spec).next().filter(|_| !spec.same_origin) {
        conflicts.push((Mistake::Closed, contradicts(option, PolicyOption::SameOrigin)));
    }
    if spec.enforce && inherits_origins {
        conflicts.push((Mistake::EnforcedForAny, contradicts(PolicyOption::Enforce, PolicyOption::Origins)));
    }
    if spec.dev_origins.is_some() && inherits_origins {
        conflicts.push((Mistake::DevOriginsForAny, contradicts(PolicyOption::DevOrigins, PolicyOption::Origins)));
        conflicts.push((Mistake::DevOriginListed, twice(PolicyOption::DevOrigins)));
    }
    match valid.origins {
        Some(ValidOrigins::Any) => {
            conflicts.push((Mistake::EnforcedForAny, contradicts(PolicyOption::Origins, PolicyOption::Enforce)));
            conflicts.push((Mistake::DevOriginsForAny, contradicts(PolicyOption::Origins, PolicyOption::DevOrigins)));
        }
        Some(ValidOrigins::Listed(_)) if spec.dev_origins.is_none() => {
            conflicts.push((Mistake::DevOriginListed, twice(PolicyOption::Origins)));
        }
        _ => {}
    }
    conflicts
}
