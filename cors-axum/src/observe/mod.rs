//! The inventory of policies, and the events of decisions.

pub(crate) mod event;
#[cfg(feature = "serde")]
mod export;
pub(crate) mod inventory;
