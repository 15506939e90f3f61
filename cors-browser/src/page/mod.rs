//! The request of a script.

pub(crate) mod modes;
pub(crate) mod page_request;
pub(crate) mod script;
pub(crate) mod url;
