//! The layer around every handler, and what it knows.

pub(crate) mod http;
pub(crate) mod layer;
pub(crate) mod policy_table;
