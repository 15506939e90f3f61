//! Token streams.

pub(crate) mod chunks;
pub(crate) mod tokens;
