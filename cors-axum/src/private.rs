//! For generated code only: anything here may change in any release.

pub use axum::routing::MethodFilter;
use axum::{
    handler::Handler,
    routing::{MethodRouter, any},
};
pub use cors_core::__private::*;

use crate::builder::method_router::CorsMethodRouter;
pub use crate::{
    builder::companion::{Annotated, Companion, NoPolicy},
    origin_source::Asked,
};

/// Adds a handler with a policy that was made while the program runs, for tests.
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
    routes.add(Some(filter), policy, "", MethodRouter::new().on(filter, handler))
}

/// The same for any method.
#[track_caller]
pub fn any_policy<H, T, S>(routes: CorsMethodRouter<S>, policy: &'static Policy, handler: H) -> CorsMethodRouter<S>
where
    H: Handler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    routes.add(None, policy, "", any(handler))
}

/// Development origins, if this crate is compiled with `debug_assertions`. Generated code calls it where its own crate is.
#[must_use]
pub const fn dev_origins(list: &'static OriginList) -> &'static OriginList {
    if cfg!(debug_assertions) { list } else { OriginList::EMPTY }
}

/// What `routes!` finds where a handler has no companion, or one without a policy.
pub mod fallback {
    pub use super::{NoPolicy as _, NotAnnotated as companion_of_this_handler};
}

/// The same, for a handler with this very name.
pub mod other_fallback {
    pub use super::{NoPolicy as _, NotAnnotated as other_companion_of_this_handler};
}

/// The handlers of a path whose entries are under conditions.
#[track_caller]
pub fn merged<S, const N: usize>(routers: [CorsMethodRouter<S>; N]) -> CorsMethodRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    let mut merged = CorsMethodRouter::new();
    for router in routers {
        merged = merged.merge(router);
    }
    merged
}

/// The first handler of a path: cheaper for a compiler than a method of a router whose state is not known yet.
#[track_caller]
pub fn on<C, H, T, S>(filter: MethodFilter, companion: C, handler: H) -> CorsMethodRouter<S>
where
    C: Carries<Methods: ForOneMethod>,
    H: Handler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    CorsMethodRouter::new().__on(filter, companion, handler)
}
