//! Token streams, cut and looked at.

pub(crate) mod chunks;
pub(crate) mod tokens;
