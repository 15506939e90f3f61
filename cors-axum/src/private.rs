//! For generated code only: anything here may change in any release.

use axum::handler::Handler;
pub use axum::routing::MethodFilter;
pub use cors_core::{
    Acknowledged, Askable, FunctionId, HandlerFacts, OriginList, OriginSet, Origins, Policy, Rule, Source,
    override_problem,
};

use crate::CorsMethodRouter;
pub use crate::{
    companion::{Annotated, Carried, Carries, CarriesForOneMethod, Narrowed, NoPolicy, NotAnnotated, Overriding, Own},
    source::Asked,
};

/// What `routes!` finds where a handler has no companion, or one without a policy.
pub mod fallback {
    pub use super::{NoPolicy as _, NotAnnotated as companion_of_this_handler};
}

/// The same, for a handler with this very name.
pub mod other_fallback {
    pub use super::{NoPolicy as _, NotAnnotated as other_companion_of_this_handler};
}

/// The first handler of a path: cheaper for a compiler than a method of a router whose state is not known yet.
#[track_caller]
pub fn on<C, H, T, S>(filter: MethodFilter, companion: C, handler: H) -> CorsMethodRouter<S>
where
    C: CarriesForOneMethod,
    H: Handler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    CorsMethodRouter::new().__on(filter, companion, handler)
}
