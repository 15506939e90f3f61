//! Handlers without a policy: methods whose names say so.

use std::{any::type_name, convert::Infallible};

use axum::{Router, extract::Request, response::IntoResponse, routing::MethodRouter};
use cors_core::RowKind;
use tower_service::Service;

use super::router::CorsRouter;
use crate::routing::{endpoints::Row, patterns::empty, probe::Patterns};

impl<S, D> CorsRouter<S, D>
where
    S: Clone + Send + Sync + 'static,
{
    /// Adds handlers without a policy, whose responses other origins cannot read: [`Router::route`].
    ///
    /// Preflights for a path that has only such handlers are passed to the application unchanged.
    ///
    /// ```
    /// use axum::routing::get;
    /// use cors_axum::CorsRouter;
    ///
    /// let app: CorsRouter = CorsRouter::new().route_without_cors("/metrics", get(|| async { "up 1" }));
    /// ```
    ///
    /// # Panics
    ///
    /// As [`CorsRouter::route`].
    #[track_caller]
    pub fn route_without_cors(mut self, path: &str, routes: MethodRouter<S>) -> Self {
        self.combined = self.combined.route(path, routes.clone());
        self.endpoints.route_without_policy(path, routes);
        self
    }

    /// Adds a service without a policy, whose responses other origins cannot read: [`Router::route_service`].
    ///
    /// To give it a policy: `route(path, with_policy(Frontend).any_service(service))`.
    ///
    /// # Panics
    ///
    /// If axum does not accept the path, the path has handlers already, or the service is a router.
    #[track_caller]
    pub fn route_service_without_cors<T>(mut self, path: &str, service: T) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        self.combined = self.combined.route_service(path, service.clone());
        let row = Row::new(path, RowKind::Route, type_name::<T>());
        self.endpoints.add_without_policy(Patterns::None, empty().route_service(path, service), row);
        self
    }

    /// Adds the routes of an axum router under a prefix, without policies: [`Router::nest`].
    ///
    /// # Panics
    ///
    /// As [`CorsRouter::nest`].
    #[track_caller]
    pub fn nest_without_cors(mut self, prefix: &str, router: impl Into<Router<S>>) -> Self {
        let router = router.into();
        self.combined = self.combined.nest(prefix, router.clone());
        let row = Row::new(prefix, RowKind::Nested, "");
        self.endpoints.add_without_policy(Patterns::Nested, empty().nest(prefix, router), row);
        self
    }

    /// Serves all paths under a prefix by one service without a policy: [`Router::nest_service`].
    ///
    /// # Panics
    ///
    /// As [`CorsRouter::nest`].
    #[track_caller]
    pub fn nest_service_without_cors<T>(mut self, prefix: &str, service: T) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        self.combined = self.combined.nest_service(prefix, service.clone());
        let row = Row::new(prefix, RowKind::Nested, type_name::<T>());
        self.endpoints.add_without_policy(Patterns::None, empty().nest_service(prefix, service), row);
        self
    }

    /// Adds the routes of an axum router, without policies: [`Router::merge`].
    ///
    /// ```
    /// use axum::{Router, routing::get};
    /// use cors_axum::{CorsRouter, cors, routes};
    /// # #[cors(origins = ["https://app.example.com"])]
    /// # async fn list() {}
    /// let plain = Router::new().route("/metrics", get(|| async { "up 1" }));
    /// let app: CorsRouter = CorsRouter::new().route("/users", routes![get(list)]).merge_without_cors(plain);
    /// ```
    ///
    /// # Panics
    ///
    /// As [`CorsRouter::merge`].
    #[track_caller]
    pub fn merge_without_cors(mut self, router: impl Into<Router<S>>) -> Self {
        let router = router.into();
        self.combined = self.combined.merge(router.clone());
        self.endpoints.add_without_policy(Patterns::Merged, router, Row::new("", RowKind::Unlisted, ""));
        self
    }
}
