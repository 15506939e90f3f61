//! axum's routing, as far as it has to be known before a request comes.

pub(crate) mod endpoints;
pub(crate) mod foreign;
pub(crate) mod patterns;
