//! What a script asks for.

pub(crate) mod modes;
pub(crate) mod page_request;
pub(crate) mod script;
pub(crate) mod url;
