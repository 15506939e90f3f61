//! `cors-audit probe`, called as a function, and its report.

use std::{
    collections::BTreeSet,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use serde::Deserialize;

/// The result of a call.
#[derive(Debug)]
pub(super) struct Probed {
    pub(super) code: u8,
    /// `None`: it could not be carried out.
    pub(super) report: Option<Report>,
    pub(super) errors: String,
    pub(super) took: Duration,
}

#[derive(Debug, Deserialize)]
pub(super) struct Report {
    pub(super) findings: Vec<Finding>,
    pub(super) routes: Vec<Route>,
    pub(super) notes: Vec<String>,
    pub(super) requests: u64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Finding {
    pub(super) fault: String,
    pub(super) routes: Vec<String>,
    pub(super) detail: String,
    pub(super) seen: String,
    pub(super) hop: Option<String>,
    pub(super) exchange: Option<Exchange>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Exchange {
    pub(super) request: Vec<String>,
    pub(super) answer: Vec<String>,
    pub(super) declared: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Route {
    pub(super) route: String,
    pub(super) verdict: String,
    pub(super) reason: Option<String>,
}

impl Report {
    /// The names of the faults that were found.
    pub(super) fn faults(&self) -> BTreeSet<&str> {
        self.findings.iter().map(|finding| finding.fault.as_str()).collect()
    }

    /// The findings, for messages of tests.
    pub(super) fn describe(&self) -> String {
        let mut text = String::new();
        for Finding { fault, routes, detail, seen, hop, exchange } in &self.findings {
            text += &format!("- {fault} at {routes:?} by {hop:?}\n  {detail}\n  {seen}\n");
            if let Some(Exchange { request, answer, declared }) = exchange {
                text += &format!("  > {request:?}\n  < {answer:?}\n  = {declared:?}\n");
            }
        }
        for note in &self.notes {
            text += &format!("note: {note}\n");
        }
        text
    }
}

/// Writes text for a program into a file of its own.
pub(super) fn file(name: &str, text: &str) -> PathBuf {
    static WRITTEN: AtomicUsize = AtomicUsize::new(0);
    let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bed");
    fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(format!("{number}-{name}"));
    fs::write(&path, text).expect("a file");
    path
}

/// Probes a deployment with an inventory.
pub(super) fn probe(inventory: &str, target: &str, arguments: &[&str]) -> Probed {
    let inventory = file("inventory.json", inventory);
    let mut all: Vec<OsString> = vec!["cors-audit".into(), "probe".into(), inventory.into(), target.into()];
    all.extend(["--format", "json", "--param", "id=1"].map(OsString::from));
    all.extend(arguments.iter().map(OsString::from));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let since = Instant::now();
    let code = cors_audit::run(all, &mut out, &mut err);
    let took = since.elapsed();
    let (out, errors) = (String::from_utf8_lossy(&out), String::from_utf8_lossy(&err).into_owned());
    let report = match code {
        0 | 1 => Some(serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}\n{errors}"))),
        _ => None,
    };
    Probed { code, report, errors, took }
}
