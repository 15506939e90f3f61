//! The endpoints of a router and the policies of their paths, known before a request comes.

pub(crate) mod endpoints;
pub(crate) mod fallbacks;
pub(crate) mod patterns;
pub(crate) mod policy_table;
pub(crate) mod probe;
