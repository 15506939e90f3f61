//! The sentences that every format shares.

use super::model::Report;
use crate::findings::{fault::Weight, finding::Finding};

/// The weights, the worst first.
pub(super) const WEIGHTS: [Weight; 4] = [Weight::Exposed, Weight::Blocked, Weight::Fragile, Weight::Unknown];
/// Routes of a finding that plain text names.
const NAMED: usize = 5;

/// `12 routes, 184 requests: 2 exposed, 1 blocked`.
pub(super) fn line(report: &Report) -> String {
    let counted: Vec<String> = WEIGHTS
        .into_iter()
        .map(|weight| (weight, report.count(weight)))
        .filter(|(_, count)| *count > 0)
        .map(|(weight, count)| format!("{count} {}", weight.word()))
        .collect();
    let result = if counted.is_empty() { headline(report).to_lowercase() } else { counted.join(", ") };
    format!(
        "{}, {}: {result}",
        plural(report.routes.len(), "route", "routes"),
        plural(report.requests, "request", "requests")
    )
}

/// The worst result, in a few words.
pub(super) fn headline(report: &Report) -> &'static str {
    match worst(report) {
        Some(Weight::Exposed) => "Pages can do more than they should",
        Some(Weight::Blocked) => "Pages are blocked that should not be",
        Some(Weight::Fragile) => "Right today, wrong for another request",
        Some(Weight::Unknown) => "Not everything could be judged",
        None if report.requests == 0 => "Nothing was asked",
        None => "No findings",
    }
}

/// The weight of the worst finding.
pub(super) fn worst(report: &Report) -> Option<Weight> {
    report.findings.iter().map(|finding| finding.fault.weight()).min()
}

/// The findings, the worst first.
pub(super) fn sorted(report: &Report) -> Vec<&Finding> {
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    findings.sort_by_key(|finding| finding.fault.weight());
    findings
}

/// The routes of a finding: `GET /users, POST /users and 15 more`.
pub(super) fn routes(finding: &Finding) -> String {
    let named: Vec<&str> = finding.routes.iter().take(NAMED).map(String::as_str).collect();
    match finding.count.saturating_sub(named.len()) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

/// `1.2 s`.
pub(super) fn duration(report: &Report) -> String {
    match report.milliseconds {
        milliseconds @ 0..1000 => format!("{milliseconds} ms"),
        milliseconds => format!("{}.{} s", milliseconds / 1000, milliseconds % 1000 / 100),
    }
}

/// A number with its noun.
pub(super) fn plural(count: impl TryInto<u64>, one: &str, several: &str) -> String {
    let count = count.try_into().unwrap_or(u64::MAX);
    format!("{count} {}", if count == 1 { one } else { several })
}

/// The text with its first letter in upper case.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}
