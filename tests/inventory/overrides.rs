//! A policy override can never widen silently: the inventory shows the policy that is in effect, and one that overrides an
//! option differs from the named policy in nothing else.

use cors_core::{Acknowledgement, Inventory, InventoryOrigins, InventoryPolicy, InventoryRow, NotCached, PolicyOption};

use crate::app::overrides;

/// What an override changes.
type Change = fn(&mut InventoryPolicy);

/// By the name of the option, which is also that of the handler.
const CHANGES: &[(&str, Change)] = &[
    ("origins", |policy| policy.origins = InventoryOrigins::Listed(vec!["https://other.example.com".to_owned()])),
    ("dev_origins", |policy| {
        if cfg!(debug_assertions) {
            policy.dev_origins = vec!["http://localhost:3000".to_owned()];
        }
    }),
    ("credentials", |policy| policy.credentials = true),
    ("allow_headers", |policy| policy.allow_headers = vec!["x-one".to_owned()]),
    ("expose_headers", |policy| policy.expose_headers = vec!["x-two".to_owned()]),
    ("max_age", |policy| policy.max_age = Some(0)),
    ("methods", |policy| policy.methods = Some(vec!["GET".to_owned()])),
    ("enforce", |policy| policy.enforce = true),
    // The other form of `enforce`.
    ("only_report", |policy| policy.report = true),
    ("hosts", |policy| policy.hosts = vec!["api.example.com".to_owned(), "localhost:*".to_owned()]),
    ("allow", |policy| {
        let (rule, reason) = ("json_without_content_type".to_owned(), "sent as text".to_owned());
        policy.acknowledged.push(Acknowledgement { rule, reason });
    }),
    // The one that closes everything: it can widen nothing.
    ("same_origin", |policy| {
        policy.origins = InventoryOrigins::SameOrigin;
        policy.dev_origins.clear();
        policy.allow_headers.clear();
        policy.expose_headers.clear();
        policy.max_age = None;
    }),
    // Another way to write `origins`.
    ("source", |policy| policy.origins = InventoryOrigins::Source("TENANTS".to_owned())),
];

fn row<'i>(inventory: &'i Inventory, name: &str) -> &'i InventoryRow {
    let pattern = format!("/{name}");
    inventory.rows().iter().find(|row| row.pattern == pattern).expect("a row")
}

fn policy(inventory: &Inventory, name: &str) -> InventoryPolicy {
    row(inventory, name).policy.clone().expect("a policy")
}

#[test]
fn an_override_changes_one_field() {
    for inventory in overrides() {
        for (name, change) in CHANGES {
            let mut expected = row(&inventory, "base").clone();
            expected.pattern = format!("/{name}");
            expected.handler = format!("app::{name}");
            change(expected.policy.as_mut().expect("the base has a policy"));
            // By other methods the handler allows no origin.
            expected.not_cached.extend((*name == "methods").then(|| NotCached::Because("POST".to_owned())));
            assert_eq!(row(&inventory, name), &expected, "{name}");
        }
    }
}

#[test]
fn every_option_is_overridden() {
    for option in PolicyOption::ALL {
        let says_nothing_itself =
            matches!(option, PolicyOption::Policy | PolicyOption::Companion | PolicyOption::Crate);
        let overridden = CHANGES.iter().any(|(name, _)| *name == option.name());
        assert!(overridden || says_nothing_itself, "{option} is overridden by no handler of this test");
    }
}

#[test]
fn the_text_of_an_override_differs_in_one_detail() {
    /// The lines of a row that do not say which row it is.
    fn lines(inventory: &Inventory, name: &str) -> Vec<String> {
        let alone: Inventory = [row(inventory, name).clone()].into_iter().collect();
        let text = alone.to_string().replace(&format!("/{name} "), "/ ").replace(&format!("::{name}"), "::");
        text.lines().skip(1).map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }
    for inventory in overrides() {
        let base = lines(&inventory, "base");
        for (name, _) in CHANGES.iter().filter(|(name, _)| *name != "same_origin") {
            let own = lines(&inventory, name);
            let new = own.iter().filter(|line| !base.contains(line)).count();
            let gone = base.iter().filter(|line| !own.contains(line)).count();
            // What browsers do not keep follows from `methods`.
            let most = if *name == "methods" { 2 } else { 1 };
            assert!(new <= most && gone <= 1, "{name}: {base:#?} became {own:#?}");
            assert!(new == most || (*name == "dev_origins" && !cfg!(debug_assertions)), "{name} is not to be seen");
        }
    }
}

#[test]
fn a_risk_that_was_accepted_for_some_origins_is_not_accepted_for_others() {
    for inventory in overrides() {
        let intranet = policy(&inventory, "intranet");
        assert_eq!(policy(&inventory, "risk_kept").acknowledged, intranet.acknowledged);
        assert_eq!(policy(&inventory, "risk_gone").acknowledged, []);
    }
}
