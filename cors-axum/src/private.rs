//! For generated code only: anything here may change in any release.

use axum::handler::Handler;
pub use axum::routing::MethodFilter;
pub use cors_core::{
    Acknowledged, Askable, HandlerFacts, OriginIndex, OriginList, OriginPattern, OriginSet, Policy, Rule, Source,
    override_problem,
};

use crate::CorsMethodRouter;
pub use crate::{
    companion::{Annotated, Carried, Carries, CarriesForOneMethod, Companion, NotAnnotated, Own},
    source::Asked,
};

/// The first handler of a path: cheaper for a compiler than a method of a router whose state is not known yet.
#[track_caller]
pub fn on<C, H, T, S>(filter: MethodFilter, companion: Companion<C>, handler: H) -> CorsMethodRouter<S>
where
    C: CarriesForOneMethod,
    H: Handler<T, S>,
    T: 'static,
    S: Clone + Send + Sync + 'static,
{
    CorsMethodRouter::new().__on(filter, companion, handler)
}

/// An element of a list of origins, which the macro has parsed.
pub const fn pattern(text: &'static str, public_suffix: bool) -> OriginPattern {
    OriginPattern::validated(std::borrow::Cow::Borrowed(text), public_suffix)
}
