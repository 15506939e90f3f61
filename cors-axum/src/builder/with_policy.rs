//! Policies for closures and services, which carry no attribute.

use std::convert::Infallible;

use axum::{
    extract::Request,
    handler::Handler,
    response::IntoResponse,
    routing::{MethodFilter, MethodRouter, Route, any, any_service},
};
use cors_core::{__private::assert_not_narrowed, Policy, PolicyFrom};
use tower_layer::Layer;
use tower_service::Service;

use super::method_router::{CorsMethodRouter, CorsRoutes, sealed::Sealed};
use crate::NamedPolicy;

/// Gives a named policy to handlers and services that carry no attribute.
///
/// # Panics
///
/// The methods for a single HTTP method panic if that method has a handler already, or if the policy says `methods = […]`, which
/// is for handlers of any method.
///
/// ```
/// use cors_axum::{CorsRouter, cors, routes, with_policy};
///
/// #[cors(origins = ["https://app.example.com"])]
/// struct Frontend;
///
/// #[cors(origins = "*")]
/// async fn time() -> &'static str { "noon" }
///
/// let app: CorsRouter = CorsRouter::new()
///     .route("/clock", with_policy(Frontend).get(|| async { "twelve" }).delete(|| async { "stopped" }))
///     .route("/time", routes![get(time)].merge(with_policy(Frontend).put(|| async { "set" })));
/// ```
pub fn with_policy<P, S>(policy: P) -> WithPolicy<S>
where
    P: NamedPolicy,
    S: Clone + Send + Sync + 'static,
{
    WithPolicy { policy: policy.policy(), routes: CorsMethodRouter::new() }
}

/// Handlers and services of one path under one named policy: see [`with_policy`].
#[must_use = "it does nothing until it is given to `CorsRouter::route`"]
#[derive(Debug, Clone)]
pub struct WithPolicy<S = ()> {
    policy: &'static Policy,
    routes: CorsMethodRouter<S>,
}

macro_rules! methods {
    ($( $method:ident $handler:ident $service:ident $doc:literal )+) => {
        $(
            #[doc = concat!("Adds a handler for `", $doc, "`.")]
            #[track_caller]
            pub fn $handler<H, T>(self, handler: H) -> Self
            where
                H: Handler<T, S>,
                T: 'static,
            {
                self.on(MethodFilter::$method, handler)
            }

            #[doc = concat!("Adds a service for `", $doc, "`.")]
            #[track_caller]
            pub fn $service<T>(self, service: T) -> Self
            where
                T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
                T::Response: IntoResponse + 'static,
                T::Future: Send + 'static,
            {
                self.on_service(MethodFilter::$method, service)
            }
        )+
    };
}

impl<S> WithPolicy<S>
where
    S: Clone + Send + Sync + 'static,
{
    methods! {
        CONNECT connect connect_service "CONNECT"
        DELETE delete delete_service "DELETE"
        GET get get_service "GET` and `HEAD"
        HEAD head head_service "HEAD"
        OPTIONS options options_service "OPTIONS"
        PATCH patch patch_service "PATCH"
        POST post post_service "POST"
        PUT put put_service "PUT"
        TRACE trace trace_service "TRACE"
    }

    /// Adds a handler for the methods of a filter.
    #[track_caller]
    pub fn on<H, T>(self, filter: MethodFilter, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.add(Some(filter), MethodRouter::new().on(filter, handler))
    }

    /// Adds a service for the methods of a filter.
    #[track_caller]
    pub fn on_service<T>(self, filter: MethodFilter, service: T) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse + 'static,
        T::Future: Send + 'static,
    {
        self.add(Some(filter), MethodRouter::new().on_service(filter, service))
    }

    /// Adds a handler for any method without a handler of its own.
    #[track_caller]
    pub fn any<H, T>(self, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.add(None, any(handler))
    }

    /// Adds a service for any method without a handler of its own.
    #[track_caller]
    pub fn any_service<T>(self, service: T) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse + 'static,
        T::Future: Send + 'static,
    {
        self.add(None, any_service(service))
    }

    #[track_caller]
    fn add(mut self, filter: Option<MethodFilter>, routes: MethodRouter<S>) -> Self {
        if filter.is_some() {
            assert_not_narrowed(self.policy);
        }
        self.routes = self.routes.add(filter, (self.policy, PolicyFrom::Routes), ("", None), routes);
        self
    }

    /// Wraps the handlers, and the 405 for other methods, in a layer. CORS stays outside.
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.routes = self.routes.layer(layer);
        self
    }
}

impl<S> Sealed for WithPolicy<S> {}

impl<S, D> CorsRoutes<S, D> for WithPolicy<S> {
    fn into_cors_routes(self) -> CorsMethodRouter<S> {
        self.routes
    }
}
