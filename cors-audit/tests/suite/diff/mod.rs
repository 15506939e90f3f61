//! The comparison of inventories.

mod command;
mod property;
mod table;

use cors_audit::InventoryDiff;
use cors_core::{Acknowledgement, Inventory, InventoryOrigins, InventoryPolicy, InventoryRow, Policy, RowKind};

/// A policy that allows these origins.
fn policy(origins: &[&str]) -> InventoryPolicy {
    let mut policy = InventoryPolicy::from(&Policy::SAME_ORIGIN.named("Frontend"));
    policy.origins = match origins {
        [] => InventoryOrigins::SameOrigin,
        ["*"] => InventoryOrigins::Any,
        origins => InventoryOrigins::Listed(strings(origins)),
    };
    policy
}

fn strings(list: &[&str]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

fn row(method: Option<&str>, policy: Option<InventoryPolicy>) -> InventoryRow {
    let mut row = InventoryRow::new("/users", RowKind::Route, method, None);
    row.policy = policy;
    row
}

/// An inventory with the route `GET /users`.
fn get(policy: InventoryPolicy) -> Inventory {
    Inventory::from_iter([row(Some("GET"), Some(policy))])
}

fn risk(rule: &str) -> Acknowledgement {
    Acknowledgement { rule: rule.to_owned(), reason: "until OPS-12".to_owned() }
}

/// `widened`, `narrowed`, `both`, `other` or `same`.
fn direction(old: &Inventory, new: &Inventory) -> &'static str {
    let diff = InventoryDiff::between(old, new);
    match (diff.is_widened(), diff.is_narrowed()) {
        (true, true) => "both",
        (true, false) => "widened",
        (false, true) => "narrowed",
        (false, false) if diff.is_empty() => "same",
        (false, false) => "other",
    }
}
