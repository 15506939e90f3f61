//! `cors-audit probe` against an application behind nginx, haproxy and Varnish, with right and with wrong configurations, on both
//! frameworks: each fault is found and named, and no right configuration is accused.

mod app;
mod app_actix;
mod app_axum;
mod on_haproxy;
mod on_nginx;
mod on_varnish;
mod probe;
mod row;
mod rude;
mod scale;
mod tls;

use std::{collections::BTreeSet, fmt::Write, net::Ipv4Addr};

use cors_audit::Fault;

use self::{
    app::{Release, app, changes},
    probe::{Finding, Probed, Report, file, probe},
    row::{Program, Proxy, Row},
    tls::TLS,
};
use crate::{Framework, page};

crate::on_both! {
    nginx
    haproxy
    varnish
}

fn nginx(framework: Framework) {
    check(framework, on_nginx::ROWS);
}

fn haproxy(framework: Framework) {
    check(framework, on_haproxy::ROWS);
}

fn varnish(framework: Framework) {
    check(framework, on_varnish::ROWS);
}

/// Probes every row, and reports all that differ.
fn check(framework: Framework, rows: &[Row]) {
    let mut differences = String::new();
    let mut probed = 0;
    // Without debug assertions nothing would be found there.
    let needs_debug_build = |row: &&Row| row.program == Program::Release(Release::Debug);
    let rows: Vec<_> = rows.iter().filter(|row| cfg!(debug_assertions) || !needs_debug_build(row)).collect();
    for row in &rows {
        let Some(result) = probe_behind(framework, row) else { return };
        probed += 1;
        if let Err(difference) = compare(row, &result) {
            write!(differences, "\n== {:?}: {} ({:?})\n{difference}", row.proxy, row.name, result.took).expect("text");
        }
    }
    assert_eq!(probed, rows.len());
    assert_eq!(changes(), 0, "a probe changes nothing");
    assert!(differences.is_empty(), "{differences}");
}

/// `None`: the proxy is not installed.
fn probe_behind(framework: Framework, row: &Row) -> Option<Probed> {
    // A release build does not list `dev_origins`.
    let of_debug_build = row.program == Program::Release(Release::Debug);
    let declared = app(framework, if of_debug_build { Release::Debug } else { Release::Declared });
    // Bound, so that no other program gets the port, and not listening.
    let down = tokio::net::TcpSocket::new_v4().expect("a socket");
    down.bind((Ipv4Addr::LOCALHOST, 0).into()).expect("a free port");
    let program = match row.program {
        Program::Release(release) => app(framework, release).address,
        Program::Down => down.local_addr().expect("an address"),
    };
    let process = row.start(framework, program)?;
    let scheme = if row.is_tls { "https" } else { "http" };
    let target = format!("{scheme}://127.0.0.1:{}", process.ports.first);
    let beside = process.ports.second.to_string();
    let authority = file("authority.pem", &TLS.authority);
    let authority = authority.to_str().expect("text");
    let arguments = [&["--http-port", &beside, "--ca-certificate", authority], row.arguments].concat();
    Some(probe(&declared.inventory, &target, &arguments))
}

/// Compares the result with the row.
fn compare(row: &Row, probed: &Probed) -> Result<(), String> {
    let Some(report) = &probed.report else { return Err(format!("exit code {}: {}", probed.code, probed.errors)) };
    let found = report.faults();
    let expected: BTreeSet<_> = row.found.iter().copied().collect();
    let allowed: BTreeSet<_> = row.found.iter().chain(row.follow).copied().collect();
    let missing: Vec<_> = expected.difference(&found).collect();
    let false_alarms: Vec<_> = found.difference(&allowed).collect();
    let mut difference = String::new();
    if !missing.is_empty() || !false_alarms.is_empty() {
        difference = format!("not found: {missing:?}, false alarms: {false_alarms:?}\n{}", report.describe());
    }
    if let Err(fault) = is_complete(row, probed.code, report) {
        difference += &format!("{fault}\n{}", report.describe());
    }
    if difference.is_empty() { Ok(()) } else { Err(difference) }
}

/// Whether the report says all that its reader needs.
fn is_complete(row: &Row, code: u8, report: &Report) -> Result<(), String> {
    if code != u8::from(!report.findings.is_empty()) {
        return Err(format!("exit code {code}"));
    }
    // Routes without findings were asked, and not skipped.
    let as_declared = report.routes.iter().filter(|route| route.verdict == "as_declared").count();
    if row.found.is_empty() && as_declared < 10 {
        return Err(format!("only {as_declared} routes were asked: {:?}", report.routes));
    }
    let unexplained = report.routes.iter().find(|route| route.verdict == "not_asked" && route.reason.is_none());
    if let Some(route) = unexplained {
        return Err(format!("{} was not asked, without a reason", route.route));
    }
    let empty = report.findings.iter().find(|finding| {
        finding.detail.is_empty() || finding.seen.is_empty() || finding.routes.is_empty() || finding.exchange.is_none()
    });
    if let Some(finding) = empty {
        return Err(format!("{} says too little", finding.fault));
    }
    let hop = match row.proxy {
        Proxy::Nginx => "nginx",
        Proxy::Varnish => "varnish",
        // It does not say its name.
        Proxy::Haproxy => return Ok(()),
    };
    let is_unnamed = |finding: &&Finding| !finding.hop.as_ref().is_some_and(|found| found.to_lowercase().contains(hop));
    let unnamed = report.findings.iter().find(is_unnamed);
    unnamed.map_or(Ok(()), |finding| Err(format!("{} does not name {hop}: {:?}", finding.fault, finding.hop)))
}

/// The faults that a probe names. Those of scans alone have tests in `cors-audit`.
fn of_probes() -> impl Iterator<Item = Fault> {
    Fault::ALL.iter().copied().filter(|fault| !fault.is_of_scans())
}

/// Every fault is provoked by a row, or by a server of [`rude`].
#[test]
fn every_fault_is_provoked() {
    let rows = [on_nginx::ROWS, on_haproxy::ROWS, on_varnish::ROWS].concat();
    let provoked: BTreeSet<_> = rows.iter().flat_map(|row| row.found).copied().chain(["no_answer"]).collect();
    let all: BTreeSet<_> = of_probes().map(|fault| fault.name()).collect();
    assert_eq!(provoked, all);
}

/// Every configuration of the page is probed as it stands there, and is wrong where it says so.
#[test]
fn every_configuration_of_the_page_is_a_row() {
    for (language, rows) in [("nginx", on_nginx::ROWS), ("haproxy", on_haproxy::ROWS), ("vcl", on_varnish::ROWS)] {
        let names: Vec<_> = page::names_of(language).collect();
        assert!(names.len() >= 6, "{language}: {names:?}");
        for name in names {
            let row = rows.iter().find(|row| row.name == name && row.is_of_page());
            let row = row.unwrap_or_else(|| panic!("{language}: no row for {name}"));
            assert_eq!(!row.found.is_empty(), name.ends_with(": wrong"), "{language}: {name}");
        }
    }
}
