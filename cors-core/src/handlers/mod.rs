//! Annotated handlers, as generated code tells adapters of them.

pub(crate) mod companion;
pub(crate) mod function_id;
