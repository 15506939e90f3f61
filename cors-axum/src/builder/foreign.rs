//! Finished routers of axum, each with one policy for all of its routes.

use axum::Router;
use cors_core::{PolicyFrom, RowKind};

use super::{method_router::MountedHandler, router::CorsRouter};
use crate::{
    NamedPolicy,
    routing::{endpoints::Row, patterns::empty, probe::Patterns},
};

impl<S, D> CorsRouter<S, D>
where
    S: Clone + Send + Sync + 'static,
{
    /// Adds the routes of an axum router, all with one policy: [`Router::merge`].
    ///
    /// For routers that other crates build, such as those of documentation, of a front end or of a protocol. Unknown paths are not
    /// under the policy, even if the router has a fallback: see [`CorsRouter::fallback`].
    ///
    /// A router that has policies is merged by [`CorsRouter::merge`], before it is finished: inside a finished one, handlers keep
    /// their policies for responses, but preflights are answered by this one.
    ///
    /// ```
    /// use axum::{Router, routing::get};
    /// use cors_axum::{CorsRouter, cors};
    ///
    /// #[cors(origins = "*")]
    /// struct Public;
    ///
    /// let documentation = Router::new().route("/openapi.json", get(|| async { "{}" }));
    /// let app: CorsRouter = CorsRouter::new().merge_with_policy(Public, documentation);
    /// ```
    ///
    /// # Panics
    ///
    /// As [`CorsRouter::merge`].
    #[track_caller]
    pub fn merge_with_policy<P: NamedPolicy>(mut self, policy: P, router: impl Into<Router<S>>) -> Self {
        let router = router.into();
        self.combined = self.combined.merge(router.clone());
        let row = Row::new("", RowKind::Unlisted, "");
        self.endpoints.add_with_policy(Patterns::Merged, router, row, whole(&policy));
        self
    }

    /// Adds the routes of an axum router under a prefix, all with one policy: [`Router::nest`].
    ///
    /// To give a service one policy: `nest_service(prefix, with_policy(Frontend).any_service(service))`.
    ///
    /// # Panics
    ///
    /// As [`CorsRouter::nest`].
    #[track_caller]
    pub fn nest_with_policy<P: NamedPolicy>(mut self, prefix: &str, policy: P, router: impl Into<Router<S>>) -> Self {
        let router = router.into();
        self.combined = self.combined.nest(prefix, router.clone());
        let row = Row::new(prefix, RowKind::Nested, "");
        self.endpoints.add_with_policy(Patterns::Nested, empty().nest(prefix, router), row, whole(&policy));
        self
    }
}

/// A whole router as one handler for any method.
fn whole(policy: &impl NamedPolicy) -> MountedHandler {
    MountedHandler { methods: None, policy: policy.policy(), policy_from: PolicyFrom::Routes, name: "", location: None }
}
