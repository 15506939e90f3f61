//! The layer around every endpoint.

pub(crate) mod fallback;
pub(crate) mod hosts;
pub(crate) mod http;
pub(crate) mod intercept;
