//! Errors and their spans.

pub(crate) mod errors;
pub(crate) mod span_range;
