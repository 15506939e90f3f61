//! The handlers of requests that no route serves.

use std::convert::Infallible;

use axum::{extract::Request, handler::Handler, response::IntoResponse};
use tower_service::Service;

use super::{method_router::CorsRoutes, router::CorsRouter};
use crate::routing::fallbacks::Fallback;

impl<S, D> CorsRouter<S, D>
where
    S: Clone + Send + Sync + 'static,
{
    /// Sets the handlers of requests that match no route, with their policy: [`axum::Router::fallback`].
    ///
    /// The policy answers preflights for unknown paths, and its origins can read the 404. A nested router has a fallback of its own, or
    /// that of the router around it.
    ///
    /// ```
    /// use axum::http::StatusCode;
    /// use cors_axum::{CorsRouter, cors, routes};
    ///
    /// #[cors(origins = ["https://app.example.com"])]
    /// async fn not_found() -> (StatusCode, &'static str) { (StatusCode::NOT_FOUND, "no such thing") }
    ///
    /// let app: CorsRouter = CorsRouter::new().fallback(routes![any(not_found)]);
    /// ```
    ///
    /// For a service: `fallback(with_policy(Frontend).any_service(ServeDir::new("dist")))`.
    ///
    /// # Panics
    ///
    /// If the handlers have different policies: an unknown path has one policy for all methods.
    #[track_caller]
    pub fn fallback<R: CorsRoutes<S, D>>(mut self, routes: R) -> Self {
        let routes = routes.into_cors_routes();
        let fallback = Fallback::new(routes.handlers.into_iter().map(|(handler, _)| handler).collect());
        self.combined = self.combined.fallback(routes.combined.clone());
        self.fallback = self.fallback.fallback(routes.combined);
        self.with_own_fallback(fallback)
    }

    /// Sets the handler of requests that match no route, without a policy, so that other origins cannot read its responses:
    /// [`axum::Router::fallback`].
    pub fn fallback_without_cors<H, T>(mut self, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.combined = self.combined.fallback(handler.clone());
        self.fallback = self.fallback.fallback(handler);
        self.with_own_fallback(Fallback::without_policy())
    }

    /// Sets the service of requests that match no route, without a policy: [`axum::Router::fallback_service`].
    pub fn fallback_service_without_cors<T>(mut self, service: T) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        self.combined = self.combined.fallback_service(service.clone());
        self.fallback = self.fallback.fallback_service(service);
        self.with_own_fallback(Fallback::without_policy())
    }

    /// Sets the handler of requests whose path matches a route that does not serve their method:
    /// [`axum::Router::method_not_allowed_fallback`].
    ///
    /// The handler has no policy, so other origins cannot read its responses. axum's own 405 can be read by every origin that may
    /// use another method of the path.
    pub fn method_not_allowed_fallback<H, T>(mut self, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.combined = self.combined.method_not_allowed_fallback(handler.clone());
        self.endpoints.method_not_allowed_fallback(|router| router.method_not_allowed_fallback(handler.clone()));
        self
    }

    /// Removes the fallback: [`axum::Router::reset_fallback`].
    pub fn reset_fallback(mut self) -> Self {
        self.combined = self.combined.reset_fallback();
        self.fallback = self.fallback.reset_fallback();
        // axum drops the fallbacks of nested routers as well.
        self.fallbacks.clear();
        self
    }

    fn with_own_fallback(mut self, fallback: Fallback) -> Self {
        self.fallbacks.retain(|other| !other.is_of_router());
        self.fallbacks.push(fallback);
        self
    }
}
