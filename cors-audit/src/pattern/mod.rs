//! The path patterns of axum and actix-web.

mod encode;
pub(crate) mod fill;
pub(crate) mod path_pattern;
mod pieces;
