//! The names that rust-analyzer completes and explains in `#[cors(…)]`, `origin_set![…]` and `routes![…]`: generated code looks there
//! for the words that the user typed, under `cfg(rust_analyzer)`.
//!
//! The value of each constant is shown beside its documentation.
#![allow(non_upper_case_globals)]

pub use crate::policy::options::editor as options;
pub mod entries;
pub mod methods;
pub mod rules;

#[cfg(test)]
#[path = "../../tests/unit/editor.rs"]
mod tests;
