//! The router.

use std::convert::Infallible;

use axum::{Router, extract::Request, handler::Handler, response::IntoResponse, routing::Route};
use cors_core::{HostList, RowKind};
use tower_layer::Layer;
use tower_service::Service;

use super::method_router::CorsRoutes;
use crate::routing::{
    endpoints::Endpoints,
    patterns::{empty, join, nested_patterns},
};

#[doc = include_str!("../../docs/router.md")]
#[must_use]
#[derive(Debug, Clone)]
pub struct CorsRouter<S = ()> {
    /// All routes in one router. It is not served: it makes axum report conflicts at the caller's line.
    pub(super) combined: Router<S>,
    pub(crate) endpoints: Endpoints<S>,
    /// The fallback, in a router without routes.
    pub(super) fallback: Router<S>,
    /// The prefixes of the routers that have a fallback of their own; empty for this router.
    pub(crate) fallbacks: Vec<String>,
    /// The hosts of this router: a request has to name one of each list.
    pub(crate) hosts: Vec<HostList>,
}

impl<S> CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// Creates a router without routes, which answers 404 to every request.
    pub fn new() -> Self {
        CorsRouter {
            combined: Router::new(),
            endpoints: Endpoints(Vec::new()),
            fallback: empty(),
            fallbacks: Vec::new(),
            hosts: Vec::new(),
        }
    }

    /// Adds the handlers of a path, with their policies: [`Router::route`].
    ///
    /// ```
    /// use cors_axum::{CorsRouter, cors, routes};
    /// # #[cors(origins = ["https://app.example.com"])]
    /// # async fn list() {}
    /// let app: CorsRouter = CorsRouter::new().route("/users", routes![get(list)]);
    /// ```
    ///
    /// # Panics
    ///
    /// If axum does not accept the path, or a method of the path has a handler already.
    #[track_caller]
    pub fn route<R: CorsRoutes<S>>(mut self, path: &str, routes: R) -> Self {
        let routes = routes.into_cors_routes();
        self.combined = self.combined.route(path, routes.combined.clone());
        self.endpoints.route(path, routes, Some(RowKind::Route));
        self
    }

    /// Adds the routes of a router under a prefix, with their policies: [`Router::nest`].
    ///
    /// ```
    /// use cors_axum::{CorsRouter, cors, routes};
    /// # #[cors(origins = ["https://app.example.com"])]
    /// # async fn list() {}
    /// let users = CorsRouter::new().route("/users", routes![get(list)]);
    /// let app: CorsRouter = CorsRouter::new().nest("/{tenant}/v1", users);
    /// ```
    ///
    /// # Panics
    ///
    /// If the prefix is empty or `/`, or both routers have the same route.
    #[track_caller]
    pub fn nest(mut self, prefix: &str, router: CorsRouter<S>) -> Self {
        let router = router.restricted();
        self.combined = self.combined.nest(prefix, router.combined);
        self.fallback = self.fallback.nest(prefix, router.fallback);
        self.endpoints.nest(prefix, router.endpoints);
        // axum drops the fallbacks inside a router that has no fallback of its own.
        if router.fallbacks.contains(&String::new()) {
            self.fallbacks.extend(router.fallbacks.iter().map(|inner| join(prefix, inner)));
        }
        self
    }

    /// Serves all paths under a prefix by one service, which sees the path without the prefix: [`Router::nest_service`].
    ///
    /// ```
    /// use axum::{body::Body, extract::Request, response::Response};
    /// use cors_axum::{CorsRouter, cors, with_policy};
    ///
    /// #[cors(origins = "*", methods = [GET])]
    /// struct PublicFiles;
    ///
    /// let files = tower::service_fn(|request: Request| async { Ok(Response::new(Body::empty())) });
    /// let app: CorsRouter = CorsRouter::new().nest_service("/files", with_policy(PublicFiles).any_service(files));
    /// ```
    ///
    /// # Panics
    ///
    /// As [`CorsRouter::nest`].
    #[track_caller]
    pub fn nest_service<R: CorsRoutes<S>>(mut self, prefix: &str, routes: R) -> Self {
        let routes = routes.into_cors_routes();
        for (prefix, pattern) in nested_patterns(prefix) {
            self.combined = self.combined.nest(&prefix, empty().route(pattern, routes.combined.clone()));
        }
        self.endpoints.nest_service(prefix, &routes);
        self
    }

    /// Adds the routes of a router, with their policies: [`Router::merge`].
    ///
    /// # Panics
    ///
    /// If both routers have the same route, or both have a fallback.
    #[track_caller]
    pub fn merge(mut self, router: CorsRouter<S>) -> Self {
        let router = router.restricted();
        self.combined = self.combined.merge(router.combined);
        self.fallback = self.fallback.merge(router.fallback);
        self.fallbacks.extend(router.fallbacks);
        self.endpoints.merge(router.endpoints);
        self
    }

    /// Wraps the routes added so far in a layer: [`Router::layer`]. CORS stays outside: preflights are answered before the layer
    /// runs, and responses of the layer itself carry CORS headers.
    ///
    /// ```
    /// use axum::{http::StatusCode, middleware};
    /// use cors_axum::{CorsRouter, cors, routes};
    /// # #[cors(origins = ["https://app.example.com"])]
    /// # async fn list() {}
    /// let app: CorsRouter = CorsRouter::new()
    ///     .route("/users", routes![get(list)])
    ///     // Origins that may read `/users` can read this 401 as well.
    ///     .layer(middleware::from_fn(|_: axum::extract::Request, _| async { StatusCode::UNAUTHORIZED }));
    /// ```
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.fallback = self.fallback.layer(layer.clone());
        self.endpoints.map(|router| router.layer(layer.clone()));
        self
    }

    /// Wraps the routes added so far in a layer, but not the fallback: [`Router::route_layer`]. CORS stays outside.
    ///
    /// # Panics
    ///
    /// If there are no routes yet.
    #[track_caller]
    pub fn route_layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.combined = self.combined.route_layer(layer.clone());
        self.endpoints.map(|router| router.route_layer(layer.clone()));
        self
    }

    /// Sets the handler of requests that match no route: [`Router::fallback`].
    ///
    /// A fallback has no policy, because it belongs to no path. To let other origins read the responses to unknown paths, make them
    /// routes: `route("/", routes![any(not_found)])` and `route("/{*path}", routes![any(not_found)])`.
    pub fn fallback<H, T>(mut self, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.combined = self.combined.fallback(handler.clone());
        self.fallback = self.fallback.fallback(handler);
        self.with_own_fallback()
    }

    /// Sets the service of requests that match no route: [`Router::fallback_service`]. It has no policy: see
    /// [`CorsRouter::fallback`].
    pub fn fallback_service<T>(mut self, service: T) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        self.combined = self.combined.fallback_service(service.clone());
        self.fallback = self.fallback.fallback_service(service);
        self.with_own_fallback()
    }

    /// Sets the handler of requests whose path matches a route that does not serve their method:
    /// [`Router::method_not_allowed_fallback`].
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

    /// Removes the fallback: [`Router::reset_fallback`].
    pub fn reset_fallback(mut self) -> Self {
        self.combined = self.combined.reset_fallback();
        self.fallback = self.fallback.reset_fallback();
        // axum drops the fallbacks of nested routers as well.
        self.fallbacks.clear();
        self
    }

    /// Applies a method of [`Router`] that this type lacks to the routes added so far. `change` is called once for each part of the
    /// router and must not add routes.
    ///
    /// ```
    /// use axum::extract::DefaultBodyLimit;
    /// use cors_axum::{CorsRouter, cors, routes};
    /// # #[cors(origins = ["https://app.example.com"])]
    /// # async fn upload() {}
    /// let app: CorsRouter = CorsRouter::new()
    ///     .route("/upload", routes![post(upload)])
    ///     .map(|router| router.layer(DefaultBodyLimit::max(1 << 20)));
    /// ```
    pub fn map(mut self, change: impl Fn(Router<S>) -> Router<S>) -> Self {
        self.fallback = change(self.fallback);
        self.endpoints.map(change);
        self
    }

    fn with_own_fallback(mut self) -> Self {
        self.fallbacks.retain(|prefix| !prefix.is_empty());
        self.fallbacks.push(String::new());
        self
    }

    /// Allows path segments that begin with `:` or `*`: [`Router::without_v07_checks`].
    pub fn without_v07_checks(mut self) -> Self {
        self.combined = self.combined.without_v07_checks();
        self
    }

    /// Returns whether there is a route: [`Router::has_routes`].
    #[must_use]
    pub fn has_routes(&self) -> bool {
        self.combined.has_routes()
    }

    /// Provides the state that handlers extract: [`Router::with_state`]. Origin sources read it by
    /// [`SourceRequest::state`](crate::SourceRequest::state).
    ///
    /// ```
    /// use axum::extract::State;
    /// use cors_axum::{CorsRouter, cors, routes};
    ///
    /// #[cors(origins = ["https://app.example.com"])]
    /// async fn name(State(name): State<String>) -> String { name }
    ///
    /// let app: CorsRouter = CorsRouter::new().route("/name", routes![get(name)]).with_state("Ada".to_owned());
    /// ```
    pub fn with_state<S2>(self, state: S) -> CorsRouter<S2> {
        CorsRouter {
            combined: self.combined.with_state(state.clone()),
            endpoints: self.endpoints.with_state(&state),
            fallback: self.fallback.with_state(state),
            fallbacks: self.fallbacks,
            hosts: self.hosts,
        }
    }
}

impl<S> Default for CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    fn default() -> Self {
        Self::new()
    }
}
