#![doc = include_str!("../docs/crate.md")]

mod annotated;
mod companion;
mod endpoints;
// For rustdoc alone. The examples are tested in `cors-tests`, which has both frameworks.
mod event;
mod foreign;
#[cfg(all(doc, not(doctest)))]
pub mod guide;
mod http;
mod inventory;
mod layer;
mod method_router;
mod router;
mod source;
mod table;
mod with_policy;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use self::{
    annotated::{CorsRoutes, NamedPolicy},
    method_router::CorsMethodRouter,
    router::CorsRouter,
    source::{OriginSource, SourceRequest},
    with_policy::{WithPolicy, with_policy},
};
#[cfg(feature = "explain")]
pub use cors_core::browser;
pub use cors_core::{
    Acknowledged, Acknowledging, AllowedOrigin, Inventory, InventoryOrigins, InventoryPolicy, InventoryRow, NotCached,
    OriginPattern, OriginSet, OriginSetError, OriginSetInput, OriginSetProblem, Origins, Policy, Reason,
    ReloadableOrigins, RequestedOrigin, RowKind, Rule, SourceError, SourceResult, Trusted,
};
#[doc = include_str!("../docs/attribute.md")]
pub use cors_macros::cors_axum as cors;
#[doc = include_str!("../docs/origin_set.md")]
pub use cors_macros::origin_set_axum as origin_set;
#[doc = include_str!("../docs/routes.md")]
pub use cors_macros::routes_axum as routes;
