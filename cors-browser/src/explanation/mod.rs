//! The story of a request, and how it ends.

pub(crate) mod message;
pub(crate) mod outcome;
pub(crate) mod quoted;
pub(crate) mod section;
pub(crate) mod story;
pub(crate) mod words;
