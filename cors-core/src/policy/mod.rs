//! A policy: as written, validated, and ready to be enforced.

pub(crate) mod acknowledgement;
pub(crate) mod checked;
pub(crate) mod enforcement;
pub(crate) mod hosts;
pub(crate) mod options;
#[expect(clippy::module_inception, reason = "the policy itself, after its earlier stages")]
pub(crate) mod policy;
pub(crate) mod spec;
