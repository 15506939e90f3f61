//! `docs/audit.schema.json`: what is written is valid, and the schema names every field, fault and verdict, and no other.

use std::{collections::BTreeSet, sync::LazyLock};

use cors_audit::{Fault, Finding, Format, Report, RouteReport, ShownExchange, VERSION, Verdict, render};
use cors_tests::schema::{assert_described, closed};
use jsonschema::Validator;
use serde_json::{Value, json};

const VERDICTS: [Verdict; 3] = [Verdict::AsDeclared, Verdict::Differs, Verdict::NotAsked];

/// The schema, read once.
static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../docs/audit.schema.json")).expect("the schema is JSON")
});

/// The schema as it is for readers, who ignore unknown fields.
static READERS: LazyLock<Validator> = LazyLock::new(|| jsonschema::draft202012::new(&SCHEMA).expect("a valid schema"));

/// The schema as it is for writers, who write no other fields.
static WRITERS: LazyLock<Validator> =
    LazyLock::new(|| jsonschema::draft202012::new(&closed(&SCHEMA)).expect("a valid schema"));

fn written(report: &Report) -> Value {
    serde_json::from_str(&render(report, Format::Json).expect("a report")).expect("JSON")
}

/// A report with every fault and every verdict, with and without what may be absent.
fn complete() -> Value {
    let text = |text: &str| text.to_owned();
    let mut report = Report::new("https://staging.example.com");
    for fault in Fault::ALL {
        let routes = (0..Finding::SHOWN + 1).map(|number| format!("GET /{number}")).collect();
        let finding = Finding::new(*fault, routes, "the detail", "Blocked.");
        report.findings.push(finding.clone());
        let exchange =
            ShownExchange { request: vec![text("GET /")], answer: vec![text("HTTP/1.1 200")], declared: Vec::new() };
        let mut shown = finding;
        shown.hop = Some(text("nginx (by `Server`)"));
        shown.exchange = Some(exchange);
        report.findings.push(shown);
    }
    for verdict in VERDICTS {
        let route = RouteReport { route: text("GET /"), path: None, verdict, reason: None };
        report.routes.push(route.clone());
        report.routes.push(RouteReport { path: Some(text("/")), reason: Some(text("a reason")), ..route });
    }
    report.notes.push(text("A note."));
    report.requests = 184;
    report.milliseconds = u64::MAX;
    written(&report)
}

#[test]
fn the_schema_is_one_and_has_the_version_of_the_report() {
    assert!(jsonschema::meta::is_valid(&SCHEMA));
    assert_eq!(SCHEMA["properties"]["version"]["const"], VERSION);
    assert_eq!(SCHEMA["$id"], format!("urn:typed-cors:audit:{VERSION}"));
    let fields = assert_described(&SCHEMA);
    assert!(fields > 20, "{fields}");
}

#[test]
fn reports_are_valid() {
    for report in [complete(), written(&Report::new("https://api.example.com"))] {
        let errors: Vec<String> =
            WRITERS.iter_errors(&report).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}\n{report:#}");
        assert!(READERS.is_valid(&report));
    }
}

#[test]
fn every_fault_and_verdict_is_named_in_order() {
    let faults: Vec<_> = Fault::ALL.iter().map(|fault| fault.name()).collect();
    assert_eq!(SCHEMA["$defs"]["fault"]["enum"], json!(faults));
    assert_eq!(SCHEMA["$defs"]["verdict"]["enum"], json!(VERDICTS));
    assert_eq!(SCHEMA["$defs"]["finding"]["properties"]["routes"]["maxItems"], Finding::SHOWN);
}

/// Every object of a report has exactly the fields that its schema requires.
#[test]
fn every_field_is_named_and_required() {
    let report = complete();
    for (object, schema) in [
        ("", ""),
        ("/findings/0", "/$defs/finding"),
        ("/findings/1/exchange", "/$defs/exchange"),
        ("/routes/0", "/$defs/route"),
    ] {
        let schema = SCHEMA.pointer(schema).expect("a schema");
        let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<BTreeSet<_>>();
        let object = keys(report.pointer(object).expect("an object"));
        assert_eq!(object, keys(&schema["properties"]));
        let required: BTreeSet<String> = serde_json::from_value(schema["required"].clone()).expect("names");
        assert_eq!(object, required);
    }
}

#[test]
fn a_wrong_report_is_found() {
    let wrong = [
        ("/findings/0/fault", json!("no_such_fault")),
        ("/findings/0/count", json!(-1)),
        ("/findings/1/exchange/answer", json!("HTTP/1.1 200")),
        ("/routes/0/verdict", json!("fine")),
        ("/routes/0/path", json!(1)),
        ("/requests", json!("184")),
        ("/version", json!(2)),
        ("/notes", Value::Null),
    ];
    for (place, value) in wrong {
        let mut report = complete();
        *report.pointer_mut(place).expect("a field") = value;
        assert!(!READERS.is_valid(&report), "{place}");
    }
    for place in ["", "/findings/0", "/findings/1/exchange", "/routes/0"] {
        let mut report = complete();
        let fields = report.pointer_mut(place).and_then(Value::as_object_mut).expect("an object");
        fields.insert("later".to_owned(), json!(1));
        assert!(READERS.is_valid(&report) && !WRITERS.is_valid(&report), "{place}");
    }
}
