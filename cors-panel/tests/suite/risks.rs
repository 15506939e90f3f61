//! The marks of each row.

use cors_core::{Enforcement, Inventory, InventoryRow, Policy};
use serde_json::Value;

use crate::support::{accepted, enforced, json, panel, policy, row};

const APP: &[&str] = &["https://app.example.com"];

/// The labels of the marks of a row; warnings with `!`.
fn marks(row: InventoryRow) -> Vec<String> {
    let (_, inventory) = json(&panel([row]), "inventory", "");
    let marks = inventory["routes"][0]["risks"].as_array().expect("a list").iter();
    let label = |mark: &Value| {
        let sign = if mark["warning"] == true { "!" } else { "" };
        format!("{sign}{}", mark["label"].as_str().expect("text"))
    };
    marks.map(label).collect()
}

#[test]
fn each_risk_is_marked() {
    static CLOSED: Policy = Policy::SAME_ORIGIN.named("Closed");
    let credentials = policy(APP, |spec| spec.credentials = true);
    let reported = policy(APP, |spec| (spec.credentials, spec.enforce) = (true, Some(Enforcement::Report)));
    // The rule needs a handler, so the policy alone cannot accept it.
    let mut forgeable = row(Some("POST"), Some(credentials));
    if let Some(policy) = &mut forgeable.policy {
        policy.acknowledged = vec![accepted("forgeable", "it changes nothing")];
    }
    let cases: [(InventoryRow, &[&str]); 12] = [
        (row(Some("GET"), None), &["without CORS"]),
        (row(Some("GET"), Some(&CLOSED)), &[]),
        (row(Some("POST"), Some(&CLOSED)), &[]),
        (row(Some("GET"), Some(policy(APP, |_| ()))), &[]),
        (row(Some("GET"), Some(credentials)), &["credentials"]),
        (row(Some("POST"), Some(credentials)), &["!open to forms", "credentials"]),
        (row(None, Some(credentials)), &["!open to forms", "credentials"]),
        (
            row(
                Some("POST"),
                Some(policy(APP, |spec| {
                    spec.credentials = true;
                    enforced(spec);
                })),
            ),
            &["credentials"],
        ),
        (row(Some("POST"), Some(reported)), &["!reports only", "credentials"]),
        (row(Some("GET"), Some(policy(&["*"], |_| ()))), &["every origin"]),
        (
            row(Some("GET"), Some(policy(&["*"], |spec| spec.allow_headers = Some(vec!["*".to_owned()])))),
            &["!every origin, any header"],
        ),
        (forgeable, &["!accepted: forgeable", "credentials"]),
    ];
    for (row, expected) in cases {
        assert_eq!(marks(row.clone()), expected, "{row:#?}");
    }
}

#[test]
fn a_handler_that_is_narrowed_to_other_methods_takes_no_form() {
    let narrowed = |method: &str| {
        policy(APP, |spec| {
            spec.credentials = true;
            spec.methods = Some(vec![method.to_owned()]);
        })
    };
    assert_eq!(marks(row(None, Some(narrowed("PUT")))), ["credentials"]);
    assert_eq!(marks(row(None, Some(narrowed("POST")))), ["!open to forms", "credentials"]);
}

#[test]
fn an_accepted_risk_has_its_reason_and_its_rule() {
    let local = policy(&["http://localhost:3000"], |spec| {
        spec.acknowledgements = vec![accepted("localhost_origin", "a tool of <b>ours</b>.")];
    });
    let (_, inventory) = json(&panel([row(Some("GET"), Some(local))]), "inventory", "");
    let mark = &inventory["routes"][0]["risks"][0];
    assert_eq!(mark["words"], "Accepted in the source, because a tool of <b>ours</b>.");
    assert_eq!(mark["document"], cors_core::Rule::LocalhostOrigin.address());
}

#[test]
fn preflights_that_are_not_cached_are_marked() {
    let mut not_cached = row(Some("GET"), Some(policy(APP, |_| ())));
    not_cached.not_cached = vec![cors_core::NotCached::Because("DELETE".to_owned())];
    let (_, inventory) = json(&panel([not_cached]), "inventory", "");
    let words = "Browsers do not cache preflights because DELETE of this path grants less.";
    assert_eq!(inventory["routes"][0]["risks"][0]["words"], words);
}

/// So `curl localhost:4000/_cors/inventory` is an inventory for other tools.
#[test]
fn the_inventory_can_be_read_back() {
    let rows = [row(Some("POST"), Some(policy(APP, |spec| spec.credentials = true))), row(Some("GET"), None)];
    let (_, listed) = json(&panel(rows.clone()), "inventory", "");
    let read: Inventory = serde_json::from_value(listed).expect("an inventory");
    assert_eq!(read, Inventory::from_iter(rows));
}

#[test]
fn origins_to_ask_about_are_listed_and_patterns_are_not() {
    let policy = policy(&["https://app.example.com", "https://*.example.org"], |_| ());
    let (_, inventory) = json(&panel([row(Some("GET"), Some(policy))]), "inventory", "");
    assert_eq!(inventory["origins"], serde_json::json!(["https://app.example.com", "https://stranger.example"]));
}
