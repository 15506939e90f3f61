//! The inventory, with the risks of each row.

use std::collections::BTreeSet;

use cors_core::{Inventory, InventoryOrigins};
use serde_json::{Value, json};

use super::risks;

/// The inventory in its own JSON form, with `risks` in each row, and with what the page needs besides. A reader of inventories ignores
/// the additional fields.
pub(super) fn listed(inventory: &Inventory) -> Value {
    let mut listed = serde_json::to_value(inventory).unwrap_or_default();
    if let Some(routes) = listed.get_mut("routes").and_then(Value::as_array_mut) {
        for (route, row) in routes.iter_mut().zip(inventory.rows()) {
            let Value::Object(route) = route else { continue };
            let risks = risks::of(row);
            route.insert("risks".to_owned(), risks.iter().map(risks::Risk::shown).collect());
        }
    }
    if let Value::Object(listed) = &mut listed {
        listed.insert("kinds".to_owned(), risks::kinds());
        listed.insert("origins".to_owned(), json!(origins(inventory)));
    }
    listed
}

/// The listed origins, those for development, and one that no policy lists. Patterns are not origins.
fn origins(inventory: &Inventory) -> BTreeSet<String> {
    let policies = inventory.rows().iter().filter_map(|row| row.policy.as_ref());
    let listed = policies.flat_map(|policy| {
        let listed = match &policy.origins {
            InventoryOrigins::Listed(origins) => origins.as_slice(),
            _ => &[],
        };
        listed.iter().chain(&policy.dev_origins)
    });
    let plain = listed.filter(|origin| !origin.contains('*')).cloned();
    plain.chain(["https://stranger.example".to_owned()]).collect()
}
