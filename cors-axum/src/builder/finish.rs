//! A finished router: axum's own, with the CORS layers around its handlers.

use std::{any::Any, sync::Arc};

use axum::{Router, extract::connect_info::IntoMakeServiceWithConnectInfo, routing::IntoMakeService};

use super::router::CorsRouter;
use crate::{
    middleware::{
        layer::CorsLayer,
        policy_table::{Around, Table},
    },
    routing::{endpoints::Endpoint, foreign::Foreign, patterns::empty},
};

impl<S> CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// Finishes: an axum router that enforces the policies, to be nested in another, or to be called in a test.
    ///
    /// A layer that is added to it is outside CORS: an authentication layer there would refuse preflights, which carry no
    /// credentials. Add layers before, with [`CorsRouter::layer`].
    ///
    /// ```
    /// use axum::{body::Body, http::{Request, StatusCode}};
    /// use cors_axum::{CorsRouter, cors, routes};
    /// use tower::ServiceExt;
    ///
    /// #[cors(origins = ["https://app.example.com"])]
    /// async fn list() -> &'static str { "users" }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let app = CorsRouter::new().route("/users", routes![get(list)]).into_router();
    /// let request = Request::get("/users").header("origin", "https://app.example.com").body(Body::empty()).unwrap();
    /// let response = app.oneshot(request).await.unwrap();
    /// assert_eq!(response.headers()["access-control-allow-origin"], "https://app.example.com");
    /// # }
    /// ```
    pub fn into_router(self) -> Router<S> {
        let has_own_fallback = self.fallbacks.contains(&String::new());
        let endpoints = self.endpoints.finish();
        let table = Table::of(&endpoints);
        table.prepare();
        let is_merged = |endpoint: &&Endpoint<S>| endpoint.foreign().is_some_and(Foreign::is_merged);
        let merged = endpoints.iter().rfind(is_merged).map(|endpoint| endpoint.router.clone());
        let layer = |router: Router<S>, around| router.layer(CorsLayer(Arc::new(around)));
        let put_together = |all: Router<S>, endpoint: Endpoint<S>| {
            let around = table.around(&endpoint);
            all.merge(layer(endpoint.router, around))
        };
        let routes = endpoints.into_iter().fold(empty(), put_together);
        let routes = routes.merge(layer(self.fallback, Around::fallback()));
        // axum's own fallback of the router that was merged last, with the layers that it had.
        let merged: Option<&dyn Any> = merged.as_ref().filter(|_| !has_own_fallback).map(|router| router as _);
        match merged.and_then(|router| router.downcast_ref::<Router>()) {
            Some(router) => routes.fallback_service(router.clone().layer(CorsLayer(Arc::new(Around::fallback())))),
            None => routes,
        }
    }
}

impl CorsRouter {
    /// Finishes: what `axum::serve` takes. Nothing can be put outside CORS by mistake: [`Router::into_make_service`].
    ///
    /// ```no_run
    /// use cors_axum::{CorsRouter, cors, routes};
    ///
    /// #[cors(origins = ["https://app.example.com"])]
    /// async fn list() {}
    ///
    /// # async fn serve() -> std::io::Result<()> {
    /// let app = CorsRouter::new().route("/users", routes![get(list)]).into_make_service();
    /// axum::serve(tokio::net::TcpListener::bind("127.0.0.1:3000").await?, app).await
    /// # }
    /// ```
    #[must_use]
    pub fn into_make_service(self) -> IntoMakeService<Router> {
        self.into_router().into_make_service()
    }

    /// Finishes, with the address of the peer as an extractor: [`Router::into_make_service_with_connect_info`].
    #[must_use]
    pub fn into_make_service_with_connect_info<C>(self) -> IntoMakeServiceWithConnectInfo<Router, C> {
        self.into_router().into_make_service_with_connect_info()
    }
}

/// As [`CorsRouter::into_router`].
impl<S> From<CorsRouter<S>> for Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    fn from(router: CorsRouter<S>) -> Self {
        router.into_router()
    }
}
