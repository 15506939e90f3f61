//! Inventories of the enforced policies, and events for the decisions.

pub(crate) mod event;
pub(crate) mod inventory;
#[cfg(feature = "utoipa")]
pub(crate) mod openapi;
#[cfg(feature = "recent")]
pub(crate) mod recent;
