//! The policies of an application's routes, as a list to review.

#[cfg(feature = "serde")]
pub(crate) mod export;
pub(crate) mod row;
#[cfg(feature = "serde")]
pub(crate) mod shape;
pub(crate) mod table;

use std::cmp::Reverse;

use self::row::{InventoryRow, RowKind};
use crate::decide::decision::COMMON;

#[doc = include_str!("../../../docs/inventory.md")]
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inventory {
    rows: Vec<InventoryRow>,
}

impl Inventory {
    /// The rows, in order.
    pub fn rows(&self) -> &[InventoryRow] {
        &self.rows
    }
}

impl FromIterator<InventoryRow> for Inventory {
    fn from_iter<I: IntoIterator<Item = InventoryRow>>(rows: I) -> Self {
        let mut rows: Vec<_> = rows.into_iter().collect();
        // Stable: handlers of one method with different guards stay in the order in which they are tried.
        rows.sort_by(|row, other| sort_key(row).cmp(&sort_key(other)));
        Inventory { rows }
    }
}

fn sort_key(row: &InventoryRow) -> impl Ord {
    let kind = match row.kind {
        RowKind::Route | RowKind::Nested => 0,
        RowKind::Unlisted => 1,
        RowKind::Fallback => 2,
    };
    let method = row.method.as_deref().map(|method| {
        let usual = COMMON.iter().position(|usual| *usual == method).unwrap_or(COMMON.len());
        (Reverse(usual), Reverse(method))
    });
    // `None`, any method, is the least, and reversed the last.
    (kind, row.pattern.as_str(), Reverse(method))
}
