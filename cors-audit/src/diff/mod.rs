//! The comparison of two inventories.

mod change;
pub(crate) mod command;
mod compare;
pub(crate) mod inventory_diff;
mod markdown;
mod names;
