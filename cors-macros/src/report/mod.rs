//! Errors, and where they point.

pub(crate) mod errors;
pub(crate) mod place;
