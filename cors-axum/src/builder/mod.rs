//! Routers and their handlers, as applications build them.

pub(crate) mod companion;
mod enabled;
mod fallback;
mod finish;
mod foreign;
mod hosts;
mod layers;
pub(crate) mod method_router;
#[cfg(feature = "utoipa")]
pub(crate) mod openapi;
#[cfg(feature = "panel")]
mod panel;
pub(crate) mod router;
mod serve;
pub(crate) mod with_policy;
mod without_cors;
