//! The router.

use std::convert::Infallible;

use axum::{Router, extract::Request, handler::Handler, response::IntoResponse, routing::Route};
use cors_core::RowKind;
use tower_layer::Layer;
use tower_service::Service;

use super::method_router::CorsRoutes;
use crate::routing::{
    endpoints::Endpoints,
    patterns::{empty, join, nested_patterns},
};

/// axum's [`Router`], with policies: it records which handler has which, and enforces them outside every layer.
///
/// The methods are axum's, and mean what they mean there. Those whose routes carry no policy say so in their names.
///
/// ```
/// use axum::{extract::Path, http::StatusCode, middleware};
/// use cors_axum::{CorsRouter, cors, routes};
///
/// #[cors(origins = ["https://app.example.com"], credentials)]
/// async fn show(Path(id): Path<u32>) -> String { format!("user {id}") }
///
/// #[cors(origins = ["https://admin.example.com"], credentials)]
/// async fn remove(Path(id): Path<u32>) -> StatusCode { StatusCode::NO_CONTENT }
///
/// # async fn require_session(request: axum::extract::Request, next: middleware::Next) -> axum::response::Response {
/// #     next.run(request).await
/// # }
/// let users: CorsRouter = CorsRouter::new()
///     .route("/users/{id}", routes![get(show), delete(remove)])
///     // Inside: preflights are answered before it, and its 401s carry CORS headers.
///     .layer(middleware::from_fn(require_session));
/// let app = CorsRouter::new().nest("/v1", users).into_make_service();
/// # let _ = app;
/// ```
#[must_use]
#[derive(Debug)]
pub struct CorsRouter<S = ()> {
    /// The same routes as axum has them. It is not served; it panics where axum does, at the line of the caller.
    pub(super) plain: Router<S>,
    pub(crate) endpoints: Endpoints<S>,
    /// Without routes: it answers requests that have none.
    pub(super) fallback: Router<S>,
    /// The prefixes under which there is a fallback that is a handler or a service: of nested routers, and the empty one.
    pub(crate) fallbacks: Vec<String>,
}

impl<S> CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// A router without routes: every request is answered 404.
    pub fn new() -> Self {
        CorsRouter { plain: Router::new(), endpoints: Endpoints(Vec::new()), fallback: empty(), fallbacks: Vec::new() }
    }

    /// Adds the handlers of a path: [`Router::route`].
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
    /// If the path is not one that axum takes, or a method of it has a handler already.
    #[track_caller]
    pub fn route<R: CorsRoutes<S>>(mut self, path: &str, routes: R) -> Self {
        let routes = routes.into_cors_routes();
        self.plain = self.plain.route(path, routes.plain.clone());
        self.endpoints.route(path, routes, Some(RowKind::Route));
        self
    }

    /// Adds a router's routes under a prefix, with their policies: [`Router::nest`].
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
    /// If the prefix is empty or `/`, or a route of the two is the same.
    #[track_caller]
    pub fn nest(mut self, prefix: &str, router: CorsRouter<S>) -> Self {
        self.plain = self.plain.nest(prefix, router.plain);
        self.fallback = self.fallback.nest(prefix, router.fallback);
        self.endpoints.nest(prefix, router.endpoints);
        // axum forgets the fallbacks inside a router that has none of its own.
        if router.fallbacks.contains(&String::new()) {
            self.fallbacks.extend(router.fallbacks.iter().map(|inner| join(prefix, inner)));
        }
        self
    }

    /// Hands everything under a prefix to one service, which sees the path without the prefix: [`Router::nest_service`].
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
            self.plain = self.plain.nest(&prefix, empty().route(pattern, routes.plain.clone()));
        }
        self.endpoints.nest_service(prefix, &routes);
        self
    }

    /// Adds a router's routes, with their policies: [`Router::merge`].
    ///
    /// # Panics
    ///
    /// If a route of the two is the same, or both have a fallback.
    #[track_caller]
    pub fn merge(mut self, router: CorsRouter<S>) -> Self {
        self.plain = self.plain.merge(router.plain);
        self.fallback = self.fallback.merge(router.fallback);
        self.fallbacks.extend(router.fallbacks);
        self.endpoints.merge(router.endpoints);
        self
    }

    /// Wraps the routes so far in a layer: [`Router::layer`]. CORS stays outside it: preflights are answered before the layer
    /// runs, and whatever it answers itself carries CORS headers.
    ///
    /// ```
    /// use axum::{http::StatusCode, middleware};
    /// use cors_axum::{CorsRouter, cors, routes};
    /// # #[cors(origins = ["https://app.example.com"])]
    /// # async fn list() {}
    /// let app: CorsRouter = CorsRouter::new()
    ///     .route("/users", routes![get(list)])
    ///     // Pages that may read `/users` can read this 401 as well.
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

    /// Wraps the routes so far in a layer that does not see requests without a route: [`Router::route_layer`]. CORS stays
    /// outside it.
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
        self.plain = self.plain.route_layer(layer.clone());
        self.endpoints.map(|router| router.route_layer(layer.clone()));
        self
    }

    /// Answers requests without a route: [`Router::fallback`].
    ///
    /// A fallback carries no policy, because there is no path to which one could belong. To let other origins read what unknown
    /// paths answer, make them paths: `route("/", routes![any(not_found)])` and `route("/{*path}", routes![any(not_found)])`.
    pub fn fallback<H, T>(mut self, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.plain = self.plain.fallback(handler.clone());
        self.fallback = self.fallback.fallback(handler);
        self.with_own_fallback()
    }

    /// Answers requests without a route: [`Router::fallback_service`]. It carries no policy, as [`CorsRouter::fallback`].
    pub fn fallback_service<T>(mut self, service: T) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse,
        T::Future: Send + 'static,
    {
        self.plain = self.plain.fallback_service(service.clone());
        self.fallback = self.fallback.fallback_service(service);
        self.with_own_fallback()
    }

    /// Answers requests for a path that exists by a method that it does not have: [`Router::method_not_allowed_fallback`].
    ///
    /// The handler has no policy, so no other origin may read its answer. The 405 of axum itself can be read by every origin that may
    /// use another method of the path.
    pub fn method_not_allowed_fallback<H, T>(mut self, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.plain = self.plain.method_not_allowed_fallback(handler.clone());
        self.endpoints.method_not_allowed_fallback(|router| router.method_not_allowed_fallback(handler.clone()));
        self
    }

    /// Takes the fallback away: [`Router::reset_fallback`].
    pub fn reset_fallback(mut self) -> Self {
        self.plain = self.plain.reset_fallback();
        self.fallback = self.fallback.reset_fallback();
        // axum forgets those of nested routers as well.
        self.fallbacks.clear();
        self
    }

    /// Changes the routes so far in a way that has no method here: `change` is called for each part of the router.
    ///
    /// It is for methods of [`Router`] that a later release of axum adds, and must not add routes.
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

    /// Takes path segments that begin with `:` or `*` as they are: [`Router::without_v07_checks`].
    pub fn without_v07_checks(mut self) -> Self {
        self.plain = self.plain.without_v07_checks();
        self
    }

    /// Whether there is a route: [`Router::has_routes`].
    #[must_use]
    pub fn has_routes(&self) -> bool {
        self.plain.has_routes()
    }

    /// Provides the state that the handlers extract: [`Router::with_state`]. Sources of origins find it too, as a whole:
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
            plain: self.plain.with_state(state.clone()),
            endpoints: self.endpoints.with_state(&state),
            fallback: self.fallback.with_state(state),
            fallbacks: self.fallbacks,
        }
    }
}

impl<S> Clone for CorsRouter<S> {
    fn clone(&self) -> Self {
        CorsRouter {
            plain: self.plain.clone(),
            endpoints: self.endpoints.clone(),
            fallback: self.fallback.clone(),
            fallbacks: self.fallbacks.clone(),
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
