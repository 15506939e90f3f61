//! The allowed origins: lists, sources, and the proof of a match.

pub(crate) mod allowed_origin;
pub(crate) mod list;
pub(crate) mod requested_origin;
pub(crate) mod set;
pub(crate) mod source;
pub(crate) mod source_macros;
pub(crate) mod trusted;
