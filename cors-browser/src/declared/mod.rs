//! The policies of an application, read back from its inventory.

pub(crate) mod path;
pub(crate) mod paths;
pub(crate) mod policies;
