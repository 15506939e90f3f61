//! `cors-audit diff`: its output and its exit codes.

use cors_core::{Inventory, InventoryRow, PolicyFrom, RowKind};
use expect_test::expect_file;

use super::{policy, risk, strings};
use crate::command::{Done, inventory_file, run};

/// Every kind of change.
fn old_and_new() -> [Inventory; 2] {
    let app = || policy(&["https://app.example.com"]);
    let row = |pattern: &str, method: Option<&str>, policy: Option<cors_core::InventoryPolicy>| {
        let mut row = InventoryRow::new(pattern, RowKind::Route, method, None).handled_by("shop::handler");
        row.policy = policy;
        row.with_policy_from(PolicyFrom::Attribute)
    };
    let old = [
        row("/a", Some("GET"), Some(app())),
        row("/a", Some("POST"), Some(app())),
        row("/b", Some("GET"), Some(policy(&["https://a.partner.example", "https://b.partner.example"]))),
        row("/gone", Some("GET"), Some(app())),
        row("/metrics", None, None),
        row("/same", Some("GET"), Some(app())),
        row("/slow", Some("GET"), Some(app())),
    ];
    let mut with_credentials = policy(&["https://app.example.com", "http://intranet.example"]);
    with_credentials.credentials = true;
    with_credentials.allow_headers = strings(&["content-type"]);
    with_credentials.acknowledged = vec![risk("insecure_origin")];
    let mut cached = app();
    cached.max_age = Some(7200);
    let new = [
        row("/a", Some("GET"), Some(with_credentials.clone())),
        row("/a", Some("POST"), Some(with_credentials)),
        row("/b", Some("GET"), Some(policy(&["https://*.partner.example"]))),
        row("/metrics", None, Some(policy(&["*"]))),
        row("/new", Some("GET"), None),
        row("/same", Some("GET"), Some(app())),
        row("/slow", Some("GET"), Some(cached)),
    ];
    [Inventory::from_iter(old), Inventory::from_iter(new)]
}

#[test]
fn a_review_comment_has_every_change() {
    let [old, new] = old_and_new().map(|inventory| inventory_file(&inventory));
    let done = run(&["diff", old.path(), new.path()]);
    assert_eq!((done.code, done.err.as_str()), (0, ""));
    expect_file!["changes.md"].assert_eq(&done.out);
}

#[test]
fn unchanged_is_one_sentence() {
    let [old, _] = old_and_new().map(|inventory| inventory_file(&inventory));
    let done = run(&["diff", old.path(), old.path(), "--fail-on", "any"]);
    assert_eq!(
        done,
        Done { code: 0, out: "**CORS: no change.** 7 routes are as before.\n".to_owned(), err: String::new() }
    );
}

#[test]
fn exit_codes_follow_fail_on() {
    let [old, new] = old_and_new().map(|inventory| inventory_file(&inventory));
    let code = |arguments: &[&str]| run(&[&["diff"], arguments].concat()).code;
    assert_eq!(code(&[old.path(), new.path(), "--fail-on", "widened"]), 1);
    assert_eq!(code(&[old.path(), new.path(), "--fail-on", "any"]), 1);
    assert_eq!(code(&[old.path(), old.path(), "--fail-on", "widened"]), 0);
    let narrowed = inventory_file(&Inventory::default());
    assert_eq!(code(&[old.path(), narrowed.path(), "--fail-on", "widened"]), 0);
    assert_eq!(code(&[old.path(), narrowed.path(), "--fail-on", "any"]), 1);
}

#[test]
fn a_file_that_is_not_an_inventory_is_a_failure() {
    let missing = run(&["diff", "/does/not/exist.json", "/does/not/exist.json"]);
    assert_eq!((missing.code, missing.out.as_str()), (2, ""));
    assert!(missing.err.starts_with("cors-audit: /does/not/exist.json: "), "{}", missing.err);
    let [old, _] = old_and_new().map(|inventory| inventory_file(&inventory));
    std::fs::write(old.path(), r#"{"version": 99, "routes": []}"#).unwrap();
    let other = run(&["diff", old.path(), old.path()]);
    assert_eq!(other.code, 2);
    assert!(other.err.contains("an inventory of version 99; this reads version 1"), "{}", other.err);
}

#[test]
fn markdown_is_escaped() {
    let hostile = "/a`` | <img src=x onerror=alert(1)> @team\n## forged";
    let row = |origins: &[&str]| {
        let mut row = InventoryRow::new(hostile, RowKind::Route, Some("GET"), None).handled_by(hostile);
        row.policy = Some(policy(origins));
        Inventory::from_iter([row])
    };
    let [old, new] =
        [row(&["https://app.example.com"]), row(&["`", "|", "\u{202e}"])].map(|rows| inventory_file(&rows));
    let out = run(&["diff", old.path(), new.path()]).out;
    expect_test::expect![[r#"
        **CORS: 1 route lets in more and less.**

        | Change | Route | Parts |
        |---|---|---|
        | ⚠️ **widened and narrowed** | ```GET /a`` \| <img src=x onerror=alert(1)> @team\n## forged``` | origins |

        ```GET /a`` | <img src=x onerror=alert(1)> @team\n## forged```:

        - origins (widened and narrowed): `https://app.example.com` → `` ` ``, `|`, `\u{202e}`
    "#]]
    .assert_eq(&out);
}
