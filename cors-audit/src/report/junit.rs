//! The report as JUnit's XML, for CI servers.

use std::time::Duration;

use quick_junit::{NonSuccessKind, Report as Junit, TestCase, TestCaseStatus, TestSuite};

use super::{
    model::{Report, RouteReport, Verdict},
    summary, text,
};
use crate::{
    escaping::printable::Printable,
    findings::{fault::Weight, finding::Finding},
};

/// Renders a report: a test case for each route, and one for each finding without a route.
pub(super) fn render(report: &Report) -> Result<String, String> {
    let findings = summary::sorted(report);
    let mut suite = TestSuite::new(printable(&report.target));
    suite.set_time(Duration::from_millis(report.milliseconds));
    for route in &report.routes {
        let of_route: Vec<&Finding> =
            findings.iter().copied().filter(|finding| finding.routes.contains(&route.route)).collect();
        suite.add_test_case(case(report, &route.route, status_of(route, &of_route)));
    }
    for finding in findings.iter().filter(|finding| !has_case(report, finding)) {
        suite.add_test_case(case(report, finding.fault.name(), failure(&[finding])));
    }
    let mut junit = Junit::new("cors-audit");
    junit.add_test_suite(suite);
    junit.to_string().map_err(|error| format!("the report has no XML: {error}"))
}

/// Returns whether a route of the report has the finding.
fn has_case(report: &Report, finding: &Finding) -> bool {
    report.routes.iter().any(|route| finding.routes.contains(&route.route))
}

fn case(report: &Report, name: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(printable(name), status);
    case.set_classname(printable(&report.target));
    case
}

fn status_of(route: &RouteReport, findings: &[&Finding]) -> TestCaseStatus {
    let reason = route.reason.as_deref().unwrap_or_default();
    match route.verdict {
        _ if !findings.is_empty() => failure(findings),
        Verdict::AsDeclared => TestCaseStatus::success(),
        Verdict::Differs => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            let unnamed = format!("a finding that names only the first {} of its routes", Finding::SHOWN);
            status.set_message(printable(if reason.is_empty() { &unnamed } else { reason }));
            status
        }
        Verdict::NotAsked => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(printable(reason));
            status
        }
    }
}

fn failure(findings: &[&Finding]) -> TestCaseStatus {
    let is_unknown = findings.iter().all(|finding| finding.fault.weight() == Weight::Unknown);
    let kind = if is_unknown { NonSuccessKind::Error } else { NonSuccessKind::Failure };
    let mut status = TestCaseStatus::non_success(kind);
    let titles: Vec<&str> = findings.iter().map(|finding| finding.fault.title()).collect();
    let names: Vec<&str> = findings.iter().map(|finding| finding.fault.name()).collect();
    let described =
        |finding: &&Finding| format!("{} [{}]\n{}", finding.fault.title(), finding.fault, text::body(finding));
    status.set_message(titles.join("; "));
    status.set_type(names.join(" "));
    status.set_description(findings.iter().map(described).collect::<Vec<_>>().join("\n"));
    status
}

fn printable(text: &str) -> String {
    Printable(text).to_string()
}
