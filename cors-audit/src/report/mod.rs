//! The report of a probe, in four formats.

pub(crate) mod model;
