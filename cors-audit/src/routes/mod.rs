//! The rows of an inventory: which serve a request, for which origins and under which hosts.

pub(crate) mod find;
pub(crate) mod hosts;
pub(crate) mod readers;
pub(crate) mod served;
