//! A named policy together with the options that override it. Only const evaluation knows both: the macro asks for the mistakes that may
//! be made, with their messages, and generated code shows those that are.

use super::{
    combinations::{Combination, CombinationRule, is_decided_by, issue},
    issue::{Issue, Location},
    options::{applies_to_dev_origins, granting_options},
    rule::{AcknowledgementProblem, IssueKind, Rule},
};
use crate::policy::{
    checked::{HeaderNames, ValidOrigins, ValidSpec},
    options::PolicyOption,
    policy::{Origins, Policy},
    spec::{HandlerFacts, PolicySpec, TakesForms},
};

/// A mistake that a named policy and the options that override it make together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// Together they break this rule.
    Broken(Rule),
    /// The override acknowledges this rule, which they do not break.
    NotNeeded(Rule),
    /// `enforce` and `origins = "*"`.
    EnforcedForAny,
    /// `dev_origins` and `origins = "*"`.
    DevOriginsForAny,
    /// One of the `dev_origins` is matched by `origins`.
    DevOriginListed,
    /// The named policy says `same_origin`.
    Closed,
    /// The named policy says `same_origin`, and has no `dev_origins`.
    ClosedInEveryBuild,
}

impl Mistake {
    /// Returns whether `policy` makes the mistake, and `base`, which it overrides, does not.
    #[must_use]
    pub const fn is_made(self, base: &Policy, policy: &Policy, handler: HandlerFacts) -> bool {
        let is_closed = matches!(base.origins(), Origins::SameOrigin);
        let is_for_any = matches!(policy.origins(), Origins::Any);
        match self {
            _ if base.is_stub() => false,
            Mistake::Closed => is_closed,
            Mistake::ClosedInEveryBuild => base.is_closed(),
            // One mistake, one error.
            _ if is_closed && !matches!(policy.origins(), Origins::SameOrigin) => false,
            Mistake::Broken(rule) => is_broken(policy, handler, rule) && !is_broken(base, HandlerFacts::NONE, rule),
            Mistake::NotNeeded(rule) => !Combination::of(policy, handler).may_break(rule),
            Mistake::EnforcedForAny => is_for_any && policy.enforcement().is_some(),
            Mistake::DevOriginsForAny => is_for_any && !policy.dev_origins().is_empty(),
            Mistake::DevOriginListed => match policy.origins() {
                Origins::Listed(list) => list.covers_some_of(policy.dev_origins()),
                _ => false,
            },
        }
    }

    /// Refuses a policy that makes the mistake. Generated code calls it in const evaluation, where a panic is an error at the call.
    ///
    /// # Panics
    ///
    /// With `message`, if the mistake is made.
    #[track_caller]
    pub const fn refuse(self, base: &Policy, policy: &Policy, handler: HandlerFacts, message: &str) {
        assert!(!self.is_made(base, policy, handler), "{}", message);
    }
}

/// Returns whether a policy breaks [`Rule::Forgeable`] for a handler that takes what forms can send, where it is mounted for `POST`.
#[must_use]
pub const fn forges(policy: &Policy) -> bool {
    is_broken(policy, HandlerFacts { takes_forms: TakesForms::Always, ..HandlerFacts::NONE }, Rule::Forgeable)
}

const fn is_broken(policy: &Policy, handler: HandlerFacts, rule: Rule) -> bool {
    Combination::of(policy, handler).breaks(rule) && policy.acknowledged().reason(rule).is_none()
}

/// The mistakes that an override may make, each with its issue. Rules in which the override has no say are not among them: they have
/// been checked at the named policy.
#[must_use]
pub fn possible_mistakes(spec: &PolicySpec, valid: &ValidSpec) -> Vec<(Mistake, Issue)> {
    let rules = CombinationRule::ALL.iter().filter(|&&rule| !is_decided_by(spec, rule));
    rules.filter_map(|&rule| possible_break(rule, spec, valid)).chain(possible_conflicts(spec, valid)).collect()
}

/// The mistake about one rule; `None`: no option of the override has a say in it.
fn possible_break(combination: CombinationRule, spec: &PolicySpec, valid: &ValidSpec) -> Option<(Mistake, Issue)> {
    let rule = combination.rule();
    if let Some(element) = valid.acknowledgements.iter().position(|(acknowledged, _)| *acknowledged == rule) {
        let kind = IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NotNeeded(rule));
        return Some((Mistake::NotNeeded(rule), kind.at(Location::element(PolicyOption::Allow, element))));
    }
    let any = |names: &Option<HeaderNames>| names.as_ref().is_some_and(|names| names.any);
    let listed = valid.origins.as_ref().map(ValidOrigins::listed).unwrap_or_default();
    let risky = listed.iter().zip(0..).find(|(pattern, _)| pattern.breaks(rule));
    let is_own = match combination {
        CombinationRule::WildcardWithCredentials => valid.origins == Some(ValidOrigins::Any),
        CombinationRule::WildcardHeadersWithCredentials => any(&valid.allow_headers),
        CombinationRule::WildcardExposeWithCredentials => any(&valid.expose_headers),
        CombinationRule::JsonWithoutContentType => spec.handler.takes_json,
        CombinationRule::AuthWithoutAuthorization => spec.handler.takes_authorization,
        CombinationRule::WebsocketWithoutEnforce => spec.handler.takes_websocket,
        CombinationRule::Forgeable => spec.handler.takes_forms == TakesForms::Always,
        CombinationRule::LocalhostOrigin
        | CombinationRule::InsecureOrigin
        | CombinationRule::PublicSuffixWildcard
        | CombinationRule::AnyInstallation => risky.is_some(),
    };
    let mut issue = issue(combination, risky, spec);
    if rule == Rule::Forgeable {
        // Reported at the handler's name.
    } else if rule.is_about_handlers() {
        issue.location = Location::option(PolicyOption::Policy);
    } else if !is_own {
        issue.location = Location::option(PolicyOption::Credentials);
    }
    let has_a_say = is_own || (spec.credentials && !rule.is_about_handlers());
    has_a_say.then_some((Mistake::Broken(rule), issue))
}

/// Options that contradict those of the named policy.
fn possible_conflicts(spec: &PolicySpec, valid: &ValidSpec) -> Vec<(Mistake, Issue)> {
    let contradicts = |option, with| IssueKind::ConflictingOptions { with }.at(Location::option(option));
    let twice = |option| IssueKind::DuplicateOrigin { origin: String::new() }.at(Location::option(option));
    let inherits_origins = spec.origins.is_none() && spec.source.is_none() && !spec.same_origin;
    let mut conflicts = Vec::new();
    if let Some(option) = granting_options(spec).next().filter(|_| !spec.same_origin) {
        let mistake = if applies_to_dev_origins(option) { Mistake::ClosedInEveryBuild } else { Mistake::Closed };
        conflicts.push((mistake, contradicts(option, PolicyOption::SameOrigin)));
    }
    if spec.enforce.is_some() && inherits_origins {
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
