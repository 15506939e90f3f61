//! actix's routing, foreseen: for preflights, for requests that `enforce` refuses early, and for what middleware answers.

pub(crate) mod cache;
pub(crate) mod guards;
pub(crate) mod marker;
pub(crate) mod reach;
pub(crate) mod resolve;
pub(crate) mod table;
pub(crate) mod tree;
