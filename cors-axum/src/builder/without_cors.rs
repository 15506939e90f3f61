//! Handlers without a policy, mounted on purpose: the name of each method says so.

use std::{any::type_name, convert::Infallible};

use axum::{Router, extract::Request, response::IntoResponse, routing::MethodRouter};
use cors_core::RowKind;
use tower_service::Service;

use super::router::CorsRouter;
use crate::routing::{endpoints::Row, foreign::Patterns, patterns::empty};

impl<S> CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// Adds handlers that no other origin may read: [`Router::route`].
    ///
    /// Preflights for a path that has only such handlers go to the application as they are.
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
        self.plain = self.plain.route(path, routes.clone());
        self.endpoints.route_without_policy(path, routes);
        self
    }

    /// Adds a service that no other origin may read: [`Router::route_service`].
    ///
    /// To give it a policy: `route(path, with_policy(Frontend).any_service(service))`.
    ///
    /// # Panics
    ///
    /// If the path is not one that axum takes or has handlers already, or the service is a router.
    #[track_caller]
    pub fn route_service_without_cors<T>(mut self, path: &str, service: T) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        self.plain = self.plain.route_service(path, service.clone());
        let row = Row::new(path, RowKind::Route, type_name::<T>());
        self.endpoints.add_without_policy(Patterns::None, empty().route_service(path, service), row);
        self
    }

    /// Adds an axum router's routes under a prefix. No other origin may read them: [`Router::nest`].
    ///
    /// # Panics
    ///
    /// As [`CorsRouter::nest`].
    #[track_caller]
    pub fn nest_without_cors(mut self, prefix: &str, router: Router<S>) -> Self {
        self.plain = self.plain.nest(prefix, router.clone());
        let row = Row::new(prefix, RowKind::Nested, "");
        self.endpoints.add_without_policy(Patterns::Nested, empty().nest(prefix, router), row);
        self
    }

    /// Hands everything under a prefix to one service. No other origin may read it: [`Router::nest_service`].
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
        self.plain = self.plain.nest_service(prefix, service.clone());
        let row = Row::new(prefix, RowKind::Nested, type_name::<T>());
        self.endpoints.add_without_policy(Patterns::None, empty().nest_service(prefix, service), row);
        self
    }

    /// Adds an axum router's routes. No other origin may read them: [`Router::merge`].
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
    pub fn merge_without_cors(mut self, router: Router<S>) -> Self {
        self.plain = self.plain.merge(router.clone());
        self.endpoints.add_without_policy(Patterns::Merged, router, Row::new("", RowKind::Unlisted, ""));
        self
    }
}
