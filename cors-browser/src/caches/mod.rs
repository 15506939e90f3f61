//! The caches of a browser.

pub(crate) mod engine;
pub(crate) mod http_cache;
pub(crate) mod preflight_cache;
