//! Changes and their directions.

use cors_core::{InventoryOrigins, InventoryPolicy, PolicyFrom};

use super::{direction, get, policy, risk, row, strings};

const APP: &str = "https://app.example.com";

#[test]
fn origins_are_compared_by_what_they_match() {
    let a = "https://a.partner.example";
    let any = "https://*.partner.example";
    for (old, new, expected) in [
        (vec![APP], vec![APP], "same"),
        (vec![APP], vec![APP, a], "widened"),
        (vec![APP, a], vec![APP], "narrowed"),
        (vec![APP], vec![a], "both"),
        (vec![a], vec![any], "widened"),
        (vec![any], vec![a], "narrowed"),
        (vec![any], vec!["https://*.b.partner.example"], "narrowed"),
        (vec!["https://*.b.partner.example"], vec![any], "widened"),
        (vec![any], vec!["https://*.artner.example"], "both"),
        (vec![any], vec!["https://partner.example"], "both"),
        (vec![any], vec!["http://a.partner.example"], "both"),
        (vec![any], vec!["https://a.partner.example:8443"], "both"),
        (vec![any], vec!["https://*.partner.example:*"], "widened"),
        (vec!["http://localhost:*"], vec!["http://localhost:5173"], "narrowed"),
        (vec!["http://localhost"], vec!["http://localhost:*"], "widened"),
        (vec!["http://[::1]:*"], vec!["http://[::1]"], "narrowed"),
        (vec!["moz-extension://*"], vec!["moz-extension://0a1b"], "narrowed"),
        (vec![APP], vec!["*"], "widened"),
        (vec!["*"], vec![APP], "narrowed"),
        (vec![], vec![APP], "widened"),
        (vec![APP], vec![], "narrowed"),
        (vec!["*"], vec![], "narrowed"),
        (vec![APP, a], vec![a, APP], "other"),
        (vec![any], vec![any, a], "other"),
    ] {
        assert_eq!(direction(&get(policy(&old)), &get(policy(&new))), expected, "{old:?} -> {new:?}");
    }
}

#[test]
fn nothing_is_known_of_a_source() {
    let source = |path: &str| {
        InventoryPolicy::clone(&{
            let mut policy = policy(&[APP]);
            policy.origins = InventoryOrigins::Source(path.to_owned());
            policy
        })
    };
    assert_eq!(direction(&get(source("TENANTS")), &get(source("TENANTS"))), "same");
    assert_eq!(direction(&get(source("TENANTS")), &get(source("PARTNERS"))), "both");
    assert_eq!(direction(&get(source("TENANTS")), &get(policy(&[APP]))), "both");
    assert_eq!(direction(&get(policy(&[APP])), &get(source("TENANTS"))), "both");
    assert_eq!(direction(&get(policy(&[])), &get(source("TENANTS"))), "widened");
    assert_eq!(direction(&get(source("TENANTS")), &get(policy(&["*"]))), "widened");
}

/// A change of a policy, and its direction.
type Case = (&'static str, fn(&mut InventoryPolicy), &'static str);

#[test]
fn each_option_has_its_direction() {
    let cases: [Case; 17] = [
        ("credentials", |policy| policy.credentials = true, "widened"),
        ("allow_headers", |policy| policy.allow_headers.push("x-two".to_owned()), "widened"),
        ("allow_headers, any", |policy| policy.allow_headers = strings(&["*"]), "widened"),
        ("allow_headers, other", |policy| policy.allow_headers = strings(&["x-two"]), "both"),
        ("allow_headers, none", |policy| policy.allow_headers.clear(), "narrowed"),
        ("expose_headers", |policy| policy.expose_headers = strings(&["*"]), "widened"),
        ("enforce", |policy| policy.enforce = true, "narrowed"),
        ("report", |policy| policy.report = true, "other"),
        ("hosts", |policy| policy.hosts = strings(&["api.example.com"]), "narrowed"),
        ("risk", |policy| policy.acknowledged.push(risk("insecure_origin")), "widened"),
        ("risk, none", |policy| policy.acknowledged.clear(), "narrowed"),
        ("risk, reason", |policy| policy.acknowledged[0].reason.push('!'), "other"),
        ("dev_origins", |policy| policy.dev_origins = strings(&["http://localhost:5173"]), "other"),
        ("max_age", |policy| policy.max_age = Some(60), "other"),
        ("name", |policy| policy.name = "Partners".to_owned(), "other"),
        ("same_origin", |policy| policy.origins = InventoryOrigins::SameOrigin, "narrowed"),
        ("nothing", |_| {}, "same"),
    ];
    let mut old = policy(&[APP]);
    old.allow_headers = strings(&["x-one"]);
    old.acknowledged = vec![risk("localhost_origin")];
    for (name, change, expected) in cases {
        let mut new = old.clone();
        change(&mut new);
        assert_eq!(direction(&get(old.clone()), &get(new.clone())), expected, "{name}");
        let reversed = match expected {
            "widened" => "narrowed",
            "narrowed" => "widened",
            expected => expected,
        };
        assert_eq!(direction(&get(new), &get(old.clone())), reversed, "{name}, reversed");
    }
}

#[test]
fn authorization_is_not_in_a_wildcard() {
    let with = |names: &[&str]| {
        let mut policy = policy(&[APP]);
        policy.allow_headers = strings(names);
        get(policy)
    };
    assert_eq!(direction(&with(&["*"]), &with(&["authorization"])), "both");
    assert_eq!(direction(&with(&["*", "authorization"]), &with(&["authorization"])), "narrowed");
}

#[test]
fn hosts_of_routers_and_policies_are_one_list() {
    let with = |own: &[&str], routers: &[&[&str]]| {
        let mut policy = policy(&[APP]);
        policy.hosts = strings(own);
        let mut row = row(Some("GET"), Some(policy));
        row.router_hosts = routers.iter().map(|hosts| strings(hosts)).collect();
        cors_core::Inventory::from_iter([row])
    };
    let api = with(&["api.example.com"], &[]);
    assert_eq!(direction(&api, &with(&[], &[&["API.example.com"]])), "same");
    assert_eq!(direction(&api, &with(&["api.example.com", "b.example"], &[&["api.example.com"]])), "same");
    assert_eq!(direction(&api, &with(&["api.example.com:*"], &[])), "widened");
    assert_eq!(direction(&api, &with(&["api.example.com:80"], &[])), "narrowed");
    assert_eq!(direction(&api, &with(&["api.example.com:8080"], &[])), "both");
    assert_eq!(direction(&api, &with(&["api.example.com"], &[&["other.example"]])), "narrowed");
    assert_eq!(direction(&api, &with(&[], &[])), "widened");
    // Nothing is in both lists.
    let none = with(&["api.example.com"], &[&["other.example"]]);
    assert_eq!(direction(&with(&[], &[]), &none), "narrowed");
}

#[test]
fn rows_come_and_go() {
    let inventory = |rows: &[(Option<&str>, Option<&[&str]>)]| {
        cors_core::Inventory::from_iter(rows.iter().map(|(method, origins)| row(*method, origins.map(policy))))
    };
    let app: Option<&[&str]> = Some(&[APP]);
    let own: Option<&[&str]> = Some(&[]);
    let empty = inventory(&[]);
    for (old, new, expected) in [
        (empty.clone(), inventory(&[(Some("GET"), app)]), "widened"),
        (empty.clone(), inventory(&[(Some("GET"), own)]), "other"),
        (empty.clone(), inventory(&[(Some("GET"), None)]), "other"),
        (inventory(&[(Some("GET"), app)]), empty.clone(), "narrowed"),
        (inventory(&[(Some("GET"), None)]), inventory(&[(Some("GET"), app)]), "widened"),
        // The method was served by the row for any other.
        (inventory(&[(None, app)]), inventory(&[(None, app), (Some("PUT"), own)]), "narrowed"),
        (inventory(&[(None, own)]), inventory(&[(None, own), (Some("PUT"), app)]), "widened"),
        (inventory(&[(None, app)]), inventory(&[(None, app), (Some("PUT"), app)]), "same"),
        // `HEAD` was served by the row of `GET`.
        (inventory(&[(Some("GET"), app)]), inventory(&[(Some("GET"), app), (Some("HEAD"), own)]), "narrowed"),
    ] {
        assert_eq!(direction(&old, &new), expected, "{old}\n{new}");
    }
}

#[test]
fn methods_narrow_a_row_for_any_method() {
    let narrowed = |methods: Option<&[&str]>| {
        let mut policy = policy(&[APP]);
        policy.methods = methods.map(strings);
        cors_core::Inventory::from_iter([row(None, Some(policy))])
    };
    assert_eq!(direction(&narrowed(None), &narrowed(Some(&["GET"]))), "narrowed");
    assert_eq!(direction(&narrowed(Some(&["GET"])), &narrowed(Some(&["GET", "PUT"]))), "widened");
    assert_eq!(direction(&narrowed(Some(&["GET"])), &narrowed(None)), "widened");
}

#[test]
fn a_removed_policy_removes_what_it_refused() {
    let mut enforced = policy(&[APP]);
    enforced.enforce = true;
    let without = cors_core::Inventory::from_iter([row(Some("GET"), None)]);
    assert_eq!(direction(&get(enforced), &without), "both");
}

#[test]
fn where_a_policy_is_written_is_another_change() {
    let with = |from, handler: &str| {
        let row = row(Some("GET"), Some(policy(&[APP])));
        cors_core::Inventory::from_iter([row.with_policy_from(from).handled_by(handler)])
    };
    let old = with(PolicyFrom::Attribute, "shop::users");
    assert_eq!(direction(&old, &with(PolicyFrom::Default, "shop::users")), "other");
    assert_eq!(direction(&old, &with(PolicyFrom::Attribute, "shop::list_users")), "other");
}

#[test]
fn a_handler_on_another_line_is_no_change() {
    let at = |location: &std::panic::Location<'_>| {
        let mut row = row(Some("GET"), Some(policy(&[APP])));
        row.location = Some(location.into());
        cors_core::Inventory::from_iter([row])
    };
    let (here, below) = (at(std::panic::Location::caller()), at(below()));
    assert_ne!(here, below);
    assert_eq!(direction(&here, &below), "same");
    assert_eq!(direction(&here, &get(policy(&[APP]))), "same");
}

/// A place on another line.
fn below() -> &'static std::panic::Location<'static> {
    std::panic::Location::caller()
}

#[test]
fn rows_with_guards_are_compared_in_their_order() {
    let guarded = |lists: &[&[&str]]| {
        let rows = lists.iter().map(|origins| row(Some("GET"), Some(policy(origins))).guarded(true));
        cors_core::Inventory::from_iter(rows)
    };
    assert_eq!(direction(&guarded(&[&[APP], &[]]), &guarded(&[&[APP], &[]])), "same");
    assert_eq!(direction(&guarded(&[&[APP], &[]]), &guarded(&[&[APP], &["*"]])), "widened");
    assert_eq!(direction(&guarded(&[&[APP]]), &guarded(&[&[APP], &["*"]])), "widened");
    assert_eq!(direction(&guarded(&[&[APP], &[]]), &guarded(&[&[], &[APP]])), "both");
}
