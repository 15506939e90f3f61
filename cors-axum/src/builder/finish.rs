//! The finished router: axum's own, with the CORS layer around every endpoint.

use std::{any::Any, sync::Arc};

use axum::{Router, extract::connect_info::IntoMakeServiceWithConnectInfo, routing::IntoMakeService};

use super::{hosts::restrict, router::CorsRouter};
use crate::{
    middleware::{fallback::FallbackLayer, intercept::CorsLayer},
    routing::{
        endpoints::Endpoint,
        fallbacks::{Fallback, Fallbacks},
        patterns::empty,
        policy_table::{EndpointPolicies, PolicyTable},
        probe::Probe,
    },
};

impl<S, D> CorsRouter<S, D>
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
        #[cfg(all(feature = "panel", debug_assertions))]
        if let Some(panels) = self.panel_routes() {
            // In this order: of two fallbacks that are not set, axum keeps that of the second, which has the application's layers.
            return panels.merge(self.into_routes());
        }
        self.into_routes()
    }

    fn into_routes(self) -> Router<S> {
        let router_hosts = self.hosts.clone();
        let CorsRouter { endpoints, fallback, fallbacks, .. } = self.settled();
        let endpoints = endpoints.finish();
        let table = PolicyTable::of(&endpoints);
        table.prepare_sources();
        let has_own_fallback = fallbacks.iter().any(Fallback::is_of_router);
        let is_merged = |endpoint: &&Endpoint<S>| endpoint.probe().is_some_and(Probe::is_merged);
        let merged = endpoints.iter().rfind(is_merged).map(|endpoint| endpoint.router.clone());
        let routes = endpoints.into_iter().fold(empty(), |routes: Router<S>, endpoint| {
            let policies = table.endpoint(&endpoint);
            let own = policies.pattern().to_owned();
            let router = endpoint.router.layer(CorsLayer(Arc::new(policies)));
            routes.merge(restrict(router, &endpoint.hosts, &own))
        });
        let fallbacks = Fallbacks::new(&fallbacks, &router_hosts);
        let routes = routes.merge(fallback.layer(FallbackLayer(Arc::new(fallbacks))));
        // As in axum, the fallback of the router that was merged last, with its layers.
        let Some(router) = merged.filter(|_| !has_own_fallback) else { return routes };
        let router: &dyn Any = &router;
        match router.downcast_ref::<Router>() {
            Some(router) => {
                let fallback = router.clone().layer(CorsLayer(Arc::new(EndpointPolicies::without_policy())));
                routes.fallback_service(restrict(fallback, &router_hosts, ""))
            }
            None => routes,
        }
    }
}

impl<D> CorsRouter<(), D> {
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
impl<S, D> From<CorsRouter<S, D>> for Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    fn from(router: CorsRouter<S, D>) -> Self {
        router.into_router()
    }
}
