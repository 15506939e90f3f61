//! The rule about `allow(rule, reason = "…")`: `invalid_acknowledgement`.

use super::{
    findings::Findings,
    front_end::FrontEnd,
    issue::Location,
    message::Message,
    rule::{AcknowledgementProblem, IssueKind, Rule},
};
use crate::policy::{
    acknowledgement::Acknowledgement,
    options::{PolicyOption, nearest_of},
};

pub(super) fn check(list: &[Acknowledgement], findings: &mut Findings) -> Vec<(Rule, String)> {
    let mut rules = Vec::new();
    for (element, Acknowledgement { rule: name, reason }) in list.iter().enumerate() {
        let problem = match Rule::from_name(name) {
            None => {
                let acknowledgeable = Rule::ACKNOWLEDGEABLE.iter().map(|rule| rule.name());
                let nearest = nearest_of(acknowledgeable, name).and_then(Rule::from_name);
                AcknowledgementProblem::UnknownRule { name: name.clone(), nearest }
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
        findings.report(IssueKind::InvalidAcknowledgement(problem), location);
    }
    rules
}

pub(super) fn invalid_acknowledgement(problem: &AcknowledgementProblem, front_end: FrontEnd) -> Message {
    let names = || {
        let rules: Vec<_> = Rule::ACKNOWLEDGEABLE.iter().map(|rule| format!("`{rule}`")).collect();
        format!("these can be acknowledged: {}", rules.join(", "))
    };
    match problem {
        AcknowledgementProblem::NoRule => Message::new("`allow` does not name a rule")
            .help(r#"name the rule whose risk is accepted: allow(insecure_origin, reason = "…")"#)
            .note(names()),
        AcknowledgementProblem::UnknownRule { name, nearest } => {
            let message = Message::new(format!("there is no rule `{name}` to acknowledge"));
            match nearest {
                Some(rule) => message.help(format!("write allow({rule}, reason = \"…\")")),
                None => message.note(names()),
            }
        }
        AcknowledgementProblem::HardRule(rule) => {
            Message::new(format!("`{rule}` cannot be acknowledged: a policy that breaks it is always a mistake"))
                .note(names())
        }
        AcknowledgementProblem::NoReason => {
            let form = if front_end.is_at_run_time() { "" } else { r#": allow(…, reason = "…")"# };
            Message::new("a risk is accepted without a reason").help(format!("say why it is acceptable here{form}"))
        }
        AcknowledgementProblem::NotNeeded(rule) if front_end.is_set() => {
            Message::new(format!("`{rule}` need not be acknowledged: no origin here breaks that rule"))
                .help("remove it")
        }
        AcknowledgementProblem::NotNeeded(rule) => {
            Message::new(format!("`allow({rule})` is not needed: the policy does not break that rule"))
                .help("remove it")
        }
        AcknowledgementProblem::Duplicate(rule) => {
            Message::new(format!("`{rule}` is acknowledged already")).help("keep one of the two reasons")
        }
    }
}
