//! actix's routing, predicted: for preflights, for early refusals by `enforce`, and for responses of middleware.

pub(crate) mod guards;
pub(crate) mod policy_table;
pub(crate) mod prediction;
pub(crate) mod reachable;
pub(crate) mod resolve;
pub(crate) mod sentinel;
pub(crate) mod tree;
