//! The messages of the rules.

pub(crate) mod excerpt;
pub(crate) mod headers;
pub(crate) mod issue;
pub(crate) mod message;
pub(crate) mod options;
pub(crate) mod origins;
pub(crate) mod overrides;
pub(crate) mod sets;
