//! What is enforced and what was decided, to be read by people and programs.

pub(crate) mod event;
pub(crate) mod inventory;
