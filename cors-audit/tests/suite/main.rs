//! Tests of the commands and of their reports.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod command;
mod diff;
mod explain;
mod hops;
mod pattern;
mod readme;
mod reports;
mod scan;
