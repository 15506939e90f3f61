//! The difference of two inventories.

use std::{cmp::Reverse, collections::BTreeSet, fmt};

use cors_core::{Inventory, InventoryRow, RowKind};

use super::{change::Change, compare::compare, markdown};
use crate::routes::served::serving;

/// The difference of two inventories, route by route. `Display` writes it as Markdown.
///
/// It compares what policies allow, not how they are written: a pattern that covers an origin lets in more than the origin. Patterns of
/// routes are compared as text. Where a handler stands (its file and line) makes no difference.
///
/// ```
/// use cors_audit::InventoryDiff;
/// use cors_core::{Inventory, InventoryRow, Policy, RowKind};
///
/// let inventory = |policy| Inventory::from_iter([InventoryRow::new("/users", RowKind::Route, Some("GET"), policy)]);
/// let diff = InventoryDiff::between(&inventory(None), &inventory(Some(&Policy::SAME_ORIGIN)));
/// assert!(!diff.is_empty() && !diff.is_widened());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InventoryDiff {
    changes: Vec<Change>,
    /// The number of rows after the change.
    rows: usize,
}

impl InventoryDiff {
    /// Compares two inventories.
    #[must_use]
    pub fn between(old: &Inventory, new: &Inventory) -> Self {
        let mut changes = Vec::new();
        for (kind, pattern) in patterns(old, new) {
            let [before, after] = [old, new].map(|inventory| rows(inventory, kind, &pattern));
            for method in methods(&before, &after) {
                let facts = compare(&serving(&before, method.as_deref()), &serving(&after, method.as_deref()));
                if !facts.is_empty() {
                    changes.push(Change { kind, pattern: pattern.clone(), method, facts });
                }
            }
        }
        // Stable: equal changes stay in the order of the inventory.
        changes.sort_by_key(|change| {
            let direction = change.direction();
            (!direction.is_widened(), Reverse(change.weight()), direction)
        });
        InventoryDiff { changes, rows: new.rows().len() }
    }

    /// Returns whether a change lets in more.
    #[must_use]
    pub fn is_widened(&self) -> bool {
        self.changes.iter().any(|change| change.direction().is_widened())
    }

    /// Returns whether a change lets in less.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        self.changes.iter().any(|change| change.direction().is_narrowed())
    }

    /// Returns whether there is no change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

impl fmt::Display for InventoryDiff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        markdown::write(f, &self.changes, self.rows)
    }
}

/// The patterns of both inventories, in their order.
fn patterns(old: &Inventory, new: &Inventory) -> Vec<(RowKind, String)> {
    let mut patterns: Vec<(RowKind, String)> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for row in new.rows().iter().chain(old.rows()) {
        if seen.insert((format!("{:?}", row.kind), &row.pattern)) {
            patterns.push((row.kind, row.pattern.clone()));
        }
    }
    patterns
}

fn rows<'i>(inventory: &'i Inventory, kind: RowKind, pattern: &str) -> Vec<&'i InventoryRow> {
    inventory.rows().iter().filter(|row| row.kind == kind && row.pattern == pattern).collect()
}

/// The methods that the rows of a pattern name, then any other method if a row serves it.
fn methods(before: &[&InventoryRow], after: &[&InventoryRow]) -> Vec<Option<String>> {
    let mut named = BTreeSet::new();
    let mut has_any = false;
    for row in before.iter().chain(after) {
        has_any |= row.method.is_none();
        named.extend(row.method.clone());
        named.extend(
            row.policy.iter().filter(|_| row.method.is_none()).flat_map(|policy| policy.methods.clone()).flatten(),
        );
    }
    named.into_iter().map(Some).chain(has_any.then_some(None)).collect()
}
