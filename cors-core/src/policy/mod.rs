//! A policy: as it was written, checked, and ready to be enforced.

pub(crate) mod acknowledgement;
pub(crate) mod checked;
pub(crate) mod options;
pub(crate) mod policy;
pub(crate) mod spec;
