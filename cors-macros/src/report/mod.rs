//! Errors, their messages and their spans.

pub(crate) mod errors;
pub(crate) mod message;
pub(crate) mod span_range;
