//! The answers of the panel: no framework, no browser.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod decisions;
mod explain;
mod files;
mod risks;
mod support;
