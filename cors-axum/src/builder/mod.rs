//! The router and its handlers, as applications build them.

pub(crate) mod companion;
pub(crate) mod finish;
pub(crate) mod hosts;
pub(crate) mod method_router;
pub(crate) mod router;
pub(crate) mod with_policy;
pub(crate) mod without_cors;
