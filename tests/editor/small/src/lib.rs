//! One file for each framework. The tests put a cursor into them, and ask rust-analyzer.

pub mod on_actix;
pub mod on_axum;
