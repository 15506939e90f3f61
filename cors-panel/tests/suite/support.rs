//! Inventories, and questions about them.

use cors_core::{Acknowledgement, Enforcement, Inventory, InventoryRow, Policy, PolicySpec, RowKind};
use cors_panel::{Panel, PanelRequest};
use serde_json::Value;

/// A policy for an origin, with changes.
pub(crate) fn policy(origins: &[&str], change: impl FnOnce(&mut PolicySpec)) -> &'static Policy {
    let origins = origins.iter().map(|&origin| origin.to_owned()).collect();
    let mut spec = PolicySpec { origins: Some(origins), ..PolicySpec::default() };
    change(&mut spec);
    spec.validate().expect("a valid policy").leak("Frontend")
}

pub(crate) fn accepted(rule: &str, reason: &str) -> Acknowledgement {
    Acknowledgement { rule: rule.to_owned(), reason: reason.to_owned() }
}

pub(crate) fn enforced(spec: &mut PolicySpec) {
    spec.enforce = Some(Enforcement::Refuse);
}

pub(crate) fn row(method: Option<&str>, policy: Option<&Policy>) -> InventoryRow {
    InventoryRow::new("/users/{id}", RowKind::Route, method, policy).handled_by("shop::handler")
}

pub(crate) fn panel(rows: impl IntoIterator<Item = InventoryRow>) -> Panel {
    Panel::new(Inventory::from_iter(rows))
}

pub(crate) fn json(panel: &Panel, name: &str, query: &str) -> (u16, Value) {
    let answer = panel.answer(&PanelRequest { path: &format!("/_cors/{name}"), query: Some(query) });
    (answer.status, serde_json::from_str(&answer.body).expect("JSON"))
}
