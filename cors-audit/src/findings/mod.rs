//! The findings of a probe: what is wrong, where, and what to do.

pub(crate) mod fault;
pub(crate) mod finding;
