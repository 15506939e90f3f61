//! The comparison of two rows.

use std::collections::BTreeSet;

use cors_core::{Acknowledgement, Behind, PolicyFrom};

use super::{
    change::{Direction, Fact, Subject, Value},
    names::Names,
};
use crate::routes::{hosts::Hosts, served::Served};

/// Compares the rows that serve a method, before and after a change. Rows with guards are compared in their order.
pub(super) fn compare(before: &[Served<'_>], after: &[Served<'_>]) -> BTreeSet<Fact> {
    let mut facts = BTreeSet::new();
    for at in 0..before.len().max(after.len()) {
        compare_rows(before.get(at), after.get(at), &mut facts);
    }
    facts
}

fn compare_rows(before: Option<&Served<'_>>, after: Option<&Served<'_>>, facts: &mut BTreeSet<Fact>) {
    let mut add = |subject, direction, before, after| {
        if before != after {
            facts.insert(Fact { subject, direction, before, after });
        }
    };
    let state = |served: Option<&Served<'_>>| Value::Words(served.map_or("not served", Served::state));
    if before.is_none() || after.is_none() || before.map(Served::state) != after.map(Served::state) {
        add(Subject::Route, Direction::Other, state(before), state(after));
    }
    let readers = [before, after].map(|served| served.map(Served::readers).unwrap_or_default());
    let [readers_before, readers_after] = &readers;
    let direction = Direction::of(!readers_before.cover(readers_after), !readers_after.cover(readers_before));
    // A list in another order, or with an element that another one covers, is the same list for a browser.
    add(Subject::Origins, direction, Value::Text(readers_before.elements()), Value::Text(readers_after.elements()));
    compare_options(before, after, &mut add);
    if let (Some(before), Some(after)) = (before, after) {
        compare_refusals(before, after, &mut add);
        compare_others(before, after, &mut add);
    }
}

/// Compares what a policy allows beside origins.
fn compare_options(
    before: Option<&Served<'_>>,
    after: Option<&Served<'_>>,
    add: &mut impl FnMut(Subject, Direction, Value, Value),
) {
    let allowing = [before, after].map(|served| served.and_then(Served::allowing));
    let credentials = allowing.map(|policy| policy.is_some_and(|policy| policy.credentials));
    add_flag(Subject::Credentials, credentials, Direction::Widened, add);
    let lists = allowing.map(|policy| policy.map(|policy| policy.allow_headers.clone()).unwrap_or_default());
    add_names(Subject::AllowHeaders, Names::Requested, lists, add);
    let lists = allowing.map(|policy| policy.map(|policy| policy.expose_headers.clone()).unwrap_or_default());
    add_names(Subject::ExposeHeaders, Names::Exposed, lists, add);
    let [old, new] = allowing.map(|policy| policy.map(|policy| policy.acknowledged.as_slice()).unwrap_or_default());
    let has = |list: &[Acknowledgement], risk: &Acknowledgement| list.iter().any(|other| other.rule == risk.rule);
    let words = |risk: &Acknowledgement| Value::Text(vec![format!("{}: {}", risk.rule, risk.reason)]);
    let none = || Value::Text(Vec::new());
    for risk in new.iter().filter(|risk| !has(old, risk)) {
        add(Subject::AcceptedRisk, Direction::Widened, none(), words(risk));
    }
    for risk in old {
        match new.iter().find(|other| other.rule == risk.rule) {
            None => add(Subject::AcceptedRisk, Direction::Narrowed, words(risk), none()),
            Some(other) => add(Subject::AcceptedRisk, Direction::Other, words(risk), words(other)),
        }
    }
}

/// Compares what is refused. A route that is new refuses nothing that was served.
fn compare_refusals(before: &Served<'_>, after: &Served<'_>, add: &mut impl FnMut(Subject, Direction, Value, Value)) {
    add_flag(Subject::Enforce, [before.is_enforced(), after.is_enforced()], Direction::Narrowed, add);
    let [old, new] = [before.hosts(), after.hosts()];
    let direction = Direction::of(!old.cover(&new), !new.cover(&old));
    let value = |hosts: &Hosts| match hosts {
        Hosts::All => Value::Words("every host"),
        hosts if hosts.is_empty() => Value::Words("no host"),
        hosts => Value::Text(hosts.elements()),
    };
    add(Subject::Hosts, direction, value(&old), value(&new));
}

/// Compares what no browser notices.
fn compare_others(before: &Served<'_>, after: &Served<'_>, add: &mut impl FnMut(Subject, Direction, Value, Value)) {
    let mut other = |subject, of: &dyn Fn(&Served<'_>) -> Vec<String>| {
        add(subject, Direction::Other, Value::Text(of(before)), Value::Text(of(after)));
    };
    let text = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
    other(Subject::DevOrigins, &|served| {
        served.allowing().map(|policy| policy.dev_origins.clone()).unwrap_or_default()
    });
    other(Subject::MaxAge, &|served| {
        served.allowing().and_then(|policy| policy.max_age).map(|seconds| seconds.to_string()).into_iter().collect()
    });
    other(Subject::Policy, &|served| text(served.row.policy.as_ref().map_or("", |policy| &policy.name)));
    other(Subject::PolicyFrom, &|served| text(from(served.row.policy_from)));
    other(Subject::Handler, &|served| text(&served.row.handler));
    other(Subject::Guards, &|served| text(if served.row.guarded { "decide" } else { "" }));
    other(Subject::Behind, &|served| served.row.behind.iter().map(behind).collect());
    let report = |served: &Served<'_>| served.row.policy.as_ref().is_some_and(|policy| policy.report);
    let words = |reports| Value::Words(if reports { "report only" } else { "not reported" });
    add(Subject::Enforce, Direction::Other, words(report(before)), words(report(after)));
}

/// Adds a flag; `when_set` is the direction if it is set.
fn add_flag(
    subject: Subject,
    [before, after]: [bool; 2],
    when_set: Direction,
    add: &mut impl FnMut(Subject, Direction, Value, Value),
) {
    let words = |flag| Value::Words(if flag { "yes" } else { "no" });
    let is_widened = (after && !before) == (when_set == Direction::Widened);
    add(subject, Direction::of(is_widened, !is_widened), words(before), words(after));
}

fn add_names(
    subject: Subject,
    names: Names,
    [before, after]: [Vec<String>; 2],
    add: &mut impl FnMut(Subject, Direction, Value, Value),
) {
    let direction = Direction::of(!names.cover(&before, &after), !names.cover(&after, &before));
    add(subject, direction, Value::Text(before), Value::Text(after));
}

fn from(from: Option<PolicyFrom>) -> &'static str {
    match from {
        Some(PolicyFrom::Routes) => "the routes that mount it",
        Some(PolicyFrom::Default) => "the default of what mounts it",
        Some(PolicyFrom::Attribute) => "the handler",
        _ => "",
    }
}

fn behind(behind: &Behind) -> String {
    match behind {
        Behind::WithoutCors => "a route without CORS".to_owned(),
        Behind::Service(name) => name.clone(),
        Behind::Pattern(pattern) => pattern.clone(),
        _ => "another".to_owned(),
    }
}
