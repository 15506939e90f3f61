//! For generated code only: anything here may change in any release.

use axum::handler::Handler;
pub use axum::routing::MethodFilter;
pub use cors_core::{
    Acknowledged, Askable, FunctionId, HandlerFacts, OriginList, OriginSet, Origins, Policy, Rule, Source,
    override_problem,
};

pub use cors_macros::{origin_set_axum as origin_set, routes_axum as routes};

use crate::CorsMethodRouter;
pub use crate::{
    companion::{Annotated, Carried, Carries, CarriesForOneMethod, Narrowed, NotAnnotated, Overriding, Own},
    source::Asked,
};

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
