//! Asks any server, without an inventory, whether it allows origins that it should not.

mod caches;
pub(crate) mod command;
mod exchange;
mod found;
mod judge;
mod origins;
mod preflights;
