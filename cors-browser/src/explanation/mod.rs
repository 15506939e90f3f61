//! The explanation of a fetch: its steps and its outcome.

pub(crate) mod message;
pub(crate) mod outcome;
pub(crate) mod quoted;
pub(crate) mod section;
pub(crate) mod steps;
pub(crate) mod words;
