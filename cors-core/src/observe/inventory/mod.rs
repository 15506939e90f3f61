//! What is enforced where, as a list that people can review.

pub(crate) mod row;
#[cfg(feature = "serde")]
pub(crate) mod shape;
pub(crate) mod table;

use std::cmp::Reverse;

use self::row::{InventoryRow, RowKind};
use crate::decide::decision::COMMON;

/// Every route of an application with the policy that is in effect for it: what `CorsRouter::inventory()` and
/// `CorsApp::inventory()` return.
///
/// The rows are sorted: by pattern, then by method in the usual order, a handler for any method last. Behind them comes what has
/// no pattern of its own: services whose routes are not known, then fallbacks.
///
/// [`Display`](std::fmt::Display) writes a table for a terminal. A change of one word in a policy changes one line for each row
/// that it concerns, and nothing else, so that a snapshot of it can be reviewed. Control characters are escaped.
///
/// With the feature `serde` it can be serialised and read back. `docs/inventory.md` describes the shape.
///
/// ```
/// use cors_core::{Inventory, InventoryRow, Policy, RowKind};
///
/// static READ: Policy = Policy::SAME_ORIGIN.named("Read");
/// let inventory: Inventory = [
///     InventoryRow::new("/metrics", RowKind::Route, None, None),
///     InventoryRow::new("/health", RowKind::Route, Some("GET"), Some(&READ)),
/// ]
/// .into_iter()
/// .collect();
/// assert_eq!(inventory.rows()[0].pattern, "/health");
/// assert_eq!(
///     inventory.to_string(),
///     "\
/// PATTERN   METHOD     CREDENTIALS  MAX-AGE  ENFORCE  POLICY
/// /health   GET        -            -        -        Read
///   origins         nobody
/// /metrics  any other  -            -        -        without CORS
/// "
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inventory {
    rows: Vec<InventoryRow>,
}

impl Inventory {
    /// The rows, in order.
    ///
    /// ```
    /// # let inventory = cors_core::Inventory::default();
    /// let without_cors = inventory.rows().iter().filter(|row| row.policy.is_none());
    /// assert_eq!(without_cors.count(), 0);
    /// ```
    #[must_use]
    pub fn rows(&self) -> &[InventoryRow] {
        &self.rows
    }
}

impl FromIterator<InventoryRow> for Inventory {
    fn from_iter<I: IntoIterator<Item = InventoryRow>>(rows: I) -> Self {
        let mut rows: Vec<_> = rows.into_iter().collect();
        // Stable: where guards separate handlers of one method, they stay in the order in which they are asked.
        rows.sort_by(|row, other| place(row).cmp(&place(other)));
        Inventory { rows }
    }
}

/// Where a row belongs.
fn place(row: &InventoryRow) -> impl Ord {
    let kind = match row.kind {
        RowKind::Route | RowKind::Nested => 0,
        RowKind::Unlisted => 1,
        RowKind::Fallback => 2,
    };
    let method = row.method.as_deref().map(|method| {
        let usual = COMMON.iter().position(|usual| *usual == method).unwrap_or(COMMON.len());
        (Reverse(usual), Reverse(method))
    });
    // `None`, any method, is the least of all, and reversed the last.
    (kind, row.pattern.as_str(), Reverse(method))
}
