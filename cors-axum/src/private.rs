//! For generated code only: anything here may change in any release.

pub use axum::routing::MethodFilter;
use axum::{
    handler::Handler,
    routing::{MethodRouter, any},
};
pub use cors_core::__private::*;
use cors_core::PolicyFrom;

use crate::builder::method_router::CorsMethodRouter;
pub use crate::{
    builder::companion::{Annotated, Companion, NoPolicy, OtherType},
    origin_source::Asked,
};

/// Adds a handler with a policy that a test has made at run time.
#[track_caller]
pub fn on_policy<H, T, S>(
    routes: CorsMethodRouter<S>,
    filter: MethodFilter,
    policy: &'static Policy,
    handler: H,
) -> CorsMethodRouter<S>
where
    H: Handler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    routes.add(Some(filter), (policy, PolicyFrom::Routes), ("", None), MethodRouter::new().on(filter, handler))
}

/// Adds a handler for any method, as [`on_policy`].
#[track_caller]
pub fn any_policy<H, T, S>(routes: CorsMethodRouter<S>, policy: &'static Policy, handler: H) -> CorsMethodRouter<S>
where
    H: Handler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    routes.add(None, (policy, PolicyFrom::Routes), ("", None), any(handler))
}

/// Returns the development origins if this crate is compiled with `debug_assertions`.
#[must_use]
pub const fn dev_origins(list: &'static OriginList) -> &'static OriginList {
    if cfg!(debug_assertions) { list } else { OriginList::EMPTY }
}

/// Names that `routes!` falls back to if a handler has no companion, or a companion without a policy.
pub mod fallback {
    pub use super::{NoPolicy as _, NotAnnotated as companion_of_this_handler};
}

/// As [`fallback`], for a handler that is named like the alias there.
pub mod other_fallback {
    pub use super::{NoPolicy as _, NotAnnotated as other_companion_of_this_handler};
}

/// Merges the handlers of a path whose entries have `#[cfg]` attributes.
#[track_caller]
pub fn merged<S, D, const N: usize>(routers: [CorsMethodRouter<S, D>; N]) -> CorsMethodRouter<S, D>
where
    S: Clone + Send + Sync + 'static,
{
    let mut merged = CorsMethodRouter::new();
    for router in routers {
        merged = merged.merge(router);
    }
    merged
}

/// Creates a router of one handler. Type checking is cheaper than for a method of a router whose state is not inferred yet.
#[track_caller]
pub fn on<C, H, T, S, D>(filter: MethodFilter, handler: H, companion: C) -> CorsMethodRouter<S, D>
where
    C: Annotated<D, Carried: Carries<Methods: ForOneMethod>>,
    H: Handler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    CorsMethodRouter::<S, D>::new().__on(filter, handler, companion)
}

/// As [`on`], for a filter with `POST`.
#[track_caller]
pub fn on_post<C, H, T, S, D>(filter: MethodFilter, handler: H, companion: C) -> CorsMethodRouter<S, D>
where
    C: Annotated<D, Carried: Carries<Methods: ForOneMethod, Forms: SafeToPost>>,
    H: Handler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    CorsMethodRouter::<S, D>::new().__on_post(filter, handler, companion)
}

/// A handler with `#[utoipa::path]`, which generates `P`.
#[cfg(feature = "utoipa")]
#[track_caller]
pub fn documented<P, C, H, T, S, D>(handler: H, companion: C) -> crate::Documented<S, D>
where
    P: utoipa::Path + utoipa::__dev::SchemaReferences + utoipa::__dev::Tags<'static>,
    C: Annotated<D, Carried: Carries<Methods: ForOneMethod>>,
    H: Handler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    crate::Documented::of::<P, C, H, T>(companion, handler)
}

/// Joins documented handlers.
#[cfg(feature = "utoipa")]
#[track_caller]
pub fn all_documented<S, D, const N: usize>(all: [crate::Documented<S, D>; N]) -> crate::Documented<S, D>
where
    S: Clone + Send + Sync + 'static,
{
    crate::Documented::all(all)
}
