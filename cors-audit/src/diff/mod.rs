//! The comparison of two inventories.

mod change;
pub(crate) mod command;
mod compare;
mod hosts;
pub(crate) mod inventory_diff;
mod markdown;
mod names;
mod origins;
mod served;
