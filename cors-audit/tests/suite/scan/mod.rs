//! `cors-audit scan`: servers that are wrong in one way each, and right ones.

mod right;
mod server;
mod wrong;

pub(crate) use self::server::serve;

use serde_json::Value;

use crate::command::run;

/// The origin of the front end.
const APP: &str = "https://app.example.com";

/// The names of the faults of a URL.
fn faults(url: &str) -> Vec<String> {
    let report = report(url, &["--origin", APP]);
    let findings = report["findings"].as_array().expect("findings");
    findings.iter().map(|finding| finding["fault"].as_str().expect("a name").to_owned()).collect()
}

fn report(url: &str, arguments: &[&str]) -> Value {
    let done = run(&[&["scan", url, "--format", "json", "--timeout", "5"], arguments].concat());
    assert_eq!(done.err, "");
    let report: Value = serde_json::from_str(&done.out).expect("JSON");
    let has_findings = report["findings"].as_array().is_some_and(|findings| !findings.is_empty());
    assert_eq!(done.code, u8::from(has_findings), "{report}");
    report
}
