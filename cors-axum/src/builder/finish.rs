//! The finished router: axum's own, with the CORS layer around every endpoint.

use std::{any::Any, sync::Arc};

use axum::{Router, extract::connect_info::IntoMakeServiceWithConnectInfo, routing::IntoMakeService};

use super::{hosts::restrict, router::CorsRouter};
use crate::{
    middleware::intercept::CorsLayer,
    routing::{
        endpoints::Endpoint,
        patterns::empty,
        policy_table::{EndpointPolicies, PolicyTable},
        probe::Probe,
    },
};

impl<S> CorsRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// Finishes the router: returns an axum router that enforces the policies, to be nested or to be called in a test.
    ///
    /// Layers added to the result are outside CORS: an authentication layer there would refuse preflights, which carry no
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
        let hosts = self.hosts;
        let mut endpoints = self.endpoints;
        endpoints.restrict(&hosts);
        let endpoints = endpoints.finish();
        let table = PolicyTable::of(&endpoints);
        table.prepare_sources();
        let is_merged = |endpoint: &&Endpoint<S>| endpoint.probe().is_some_and(Probe::is_merged);
        let merged = endpoints.iter().rfind(is_merged).map(|endpoint| endpoint.router.clone());
        let layer = |router: Router<S>, policies| router.layer(CorsLayer(Arc::new(policies)));
        let routes = endpoints.into_iter().fold(empty(), |routes: Router<S>, endpoint| {
            let policies = table.endpoint(&endpoint);
            let own = policies.pattern().to_owned();
            routes.merge(restrict(layer(endpoint.router, policies), &endpoint.hosts, &own))
        });
        let fallback = layer(self.fallback, EndpointPolicies::fallback());
        let routes = routes.merge(restrict(fallback, &hosts, ""));
        // As in axum, the fallback of the router that was merged last, with its layers.
        let merged: Option<&dyn Any> = merged.as_ref().filter(|_| !has_own_fallback).map(|router| router as _);
        match merged.and_then(|router| router.downcast_ref::<Router>()) {
            Some(router) => {
                let fallback = router.clone().layer(CorsLayer(Arc::new(EndpointPolicies::fallback())));
                routes.fallback_service(restrict(fallback, &hosts, ""))
            }
            None => routes,
        }
    }
}

impl CorsRouter {
    /// Finishes the router for `axum::serve`: [`Router::into_make_service`]. No layer can be added outside CORS by mistake.
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

    /// Finishes the router, with the peer's address as an extractor: [`Router::into_make_service_with_connect_info`].
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
