//! Allow-lists that are made at run time, by the same rules as at compile time.

#[cfg(feature = "serde")]
pub(crate) mod deserialize;
pub(crate) mod error;
pub(crate) mod making;
pub(crate) mod origin_set;
pub(crate) mod reloadable;
pub(crate) mod text;
