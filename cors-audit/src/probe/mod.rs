//! Asks a deployment what pages would ask, and compares its answers with the inventory.

mod beside;
mod caches;
pub(crate) mod command;
mod compare;
mod context;
mod exchange;
mod gather;
mod name;
mod path;
mod plan;
mod progress;
mod questions;
mod sample;
