//! Annotated handlers, as generated code describes them to adapters.

pub(crate) mod companion;
pub(crate) mod function_id;
