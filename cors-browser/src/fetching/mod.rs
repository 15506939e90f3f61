//! The algorithms of a fetch, by the standard.

pub(crate) mod browser;
pub(crate) mod cors_check;
pub(crate) mod exposed;
pub(crate) mod fetch;
pub(crate) mod main_fetch;
pub(crate) mod network;
pub(crate) mod origin_header;
pub(crate) mod preflight;
pub(crate) mod redirect;
