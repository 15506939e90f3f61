//! The inventory of policies, and the events of decisions.

pub(crate) mod event;
pub(crate) mod inventory;
