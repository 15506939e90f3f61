//! The answers of the panel, one file for each kind.

mod decisions;
pub(crate) mod documentation;
mod explain;
mod files;
mod inventory;
pub(crate) mod panel;
mod risks;
