//! `allow(rule, reason = "…")`.

use super::findings::Checked;
use super::{
    issue::{AcknowledgementProblem, IssueKind, Location},
    rule::Rule,
};
use crate::policy::{
    acknowledgement::Acknowledgement,
    options::{PolicyOption, nearest_of},
    spec::PolicySpec,
};

impl Checked {
    pub(super) fn acknowledgements(&mut self, list: &[Acknowledgement]) -> Vec<(Rule, String)> {
        let mut rules = Vec::new();
        for (element, Acknowledgement { rule: name, reason }) in list.iter().enumerate() {
            let problem = match Rule::from_name(name) {
                None => {
                    let acknowledgeable = Rule::ALL.iter().filter(|rule| rule.is_acknowledgeable());
                    let nearest = nearest_of(acknowledgeable.map(|rule| rule.name()), name);
                    AcknowledgementProblem::UnknownRule {
                        name: name.clone(),
                        nearest: nearest.and_then(Rule::from_name),
                    }
                }
                Some(rule) if !rule.is_acknowledgeable() => AcknowledgementProblem::HardRule(rule),
                Some(_) if reason.trim().is_empty() => AcknowledgementProblem::NoReason,
                Some(rule) if rules.iter().any(|(other, _)| *other == rule) => AcknowledgementProblem::Duplicate(rule),
                Some(rule) => {
                    rules.push((rule, reason.clone()));
                    continue;
                }
            };
            let location = Location::element(PolicyOption::Allow, element);
            self.report(IssueKind::InvalidAcknowledgement(problem), location);
        }
        rules
    }

    pub(super) fn not_needed(&mut self, spec: &PolicySpec, rule: Rule) {
        let element = spec.acknowledgements.iter().position(|other| other.rule == rule.name()).unwrap_or_default();
        let problem = AcknowledgementProblem::NotNeeded(rule);
        let location = Location::element(PolicyOption::Allow, element);
        self.report(IssueKind::InvalidAcknowledgement(problem), location);
    }
}
