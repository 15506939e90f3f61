//! Files that the commands read.

pub(crate) mod inventory;
