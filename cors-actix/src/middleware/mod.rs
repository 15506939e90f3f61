//! The middleware around the application, and the checkpoints that tell it which handler ran.

pub(crate) mod checkpoint;
pub(crate) mod checkpoint_services;
pub(crate) mod decoration;
pub(crate) mod http;
pub(crate) mod intercept;
#[cfg(all(feature = "panel", debug_assertions))]
pub(crate) mod panel;
pub(crate) mod routed_view;
pub(crate) mod tracking;
