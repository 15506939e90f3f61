//! The tests of the model. They are one program, because linking takes longer than running.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod declared;
mod explain;
mod explain_properties;
mod explain_remedies;
mod fetch;
mod fetch_properties;
mod http_cache;
mod preflight_cache;
mod redirects;
