//! Layers around the routes of a router, inside CORS.

use std::convert::Infallible;

use axum::{Router, extract::Request, response::IntoResponse, routing::Route};
use tower_layer::Layer;
use tower_service::Service;

use super::router::CorsRouter;

impl<S, D> CorsRouter<S, D>
where
    S: Clone + Send + Sync + 'static,
{
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
}
