//! The handlers of one path, each with its policy.

use std::convert::Infallible;

use axum::{
    extract::Request,
    handler::Handler,
    response::IntoResponse,
    routing::{MethodFilter, MethodRouter, Route, any},
};
use cors_core::{
    __private::{Carries, ForOneMethod, SafeToPost},
    Mounted, Policy,
};
use tower_layer::Layer;
use tower_service::Service;

/// Handlers of one path, each with its policy, for [`CorsRouter::route`](crate::CorsRouter::route). Made by
/// [`routes!`](crate::routes) and by [`with_policy`](crate::with_policy).
#[diagnostic::on_unimplemented(
    message = "these routes carry no CORS policy",
    label = "expected `routes![…]` or `with_policy(…)`",
    note = "write `routes![get(handler)]`, with `#[cors(…)]` on the handler",
    note = "for a closure or a service, name a policy: `with_policy(Frontend).get(…)`",
    note = "to serve it without CORS, write `route_without_cors` instead of `route`"
)]
pub trait CorsRoutes<S>: sealed::Sealed {
    #[doc(hidden)]
    fn into_cors_routes(self) -> CorsMethodRouter<S>;
}

impl<S> CorsRoutes<S> for CorsMethodRouter<S> {
    fn into_cors_routes(self) -> CorsMethodRouter<S> {
        self
    }
}

/// axum's [`MethodRouter`] with the policy of every handler, for [`CorsRouter::route`](crate::CorsRouter::route). Made by
/// [`routes!`](crate::routes).
#[must_use]
#[derive(Debug, Clone)]
pub struct CorsMethodRouter<S = ()> {
    /// All handlers in one router. It is not served: it makes axum report conflicts at the caller's line.
    pub(crate) combined: MethodRouter<S>,
    /// Each handler in a router of its own, so that it can be wrapped in the layer of its policy.
    pub(crate) handlers: Vec<(MountedHandler, MethodRouter<S>)>,
    /// A router without handlers, which answers 405.
    pub(crate) method_not_allowed: MethodRouter<S>,
}

#[derive(Debug, Clone)]
pub(crate) struct MountedHandler {
    /// `None`: every method that no other handler of the path serves.
    pub(crate) methods: Option<Vec<&'static str>>,
    pub(crate) policy: &'static Policy,
    /// The path of the annotated function; empty for closures and services.
    pub(crate) name: &'static str,
}

impl MountedHandler {
    pub(crate) fn mounted(&self) -> Mounted<'_> {
        self.methods.as_deref().map_or(Mounted::Any, Mounted::Methods)
    }
}

/// The methods that axum routes.
pub(crate) const METHODS: [(MethodFilter, &str); 9] = [
    (MethodFilter::GET, "GET"),
    (MethodFilter::HEAD, "HEAD"),
    (MethodFilter::POST, "POST"),
    (MethodFilter::PUT, "PUT"),
    (MethodFilter::DELETE, "DELETE"),
    (MethodFilter::PATCH, "PATCH"),
    (MethodFilter::OPTIONS, "OPTIONS"),
    (MethodFilter::TRACE, "TRACE"),
    (MethodFilter::CONNECT, "CONNECT"),
];

impl<S> CorsMethodRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// Creates a router without handlers, which answers 405 to every method.
    pub fn new() -> Self {
        CorsMethodRouter {
            combined: MethodRouter::new(),
            handlers: Vec::new(),
            method_not_allowed: MethodRouter::new(),
        }
    }

    /// Adds the handlers of `other`.
    ///
    /// # Panics
    ///
    /// If both have a handler for the same method.
    #[track_caller]
    pub fn merge<R: CorsRoutes<S>>(mut self, other: R) -> Self {
        let other = other.into_cors_routes();
        self.combined = self.combined.merge(other.combined);
        self.method_not_allowed = self.method_not_allowed.merge(other.method_not_allowed);
        self.handlers.extend(other.handlers);
        self
    }

    /// Wraps the handlers, and the 405 for other methods, in a layer. CORS stays outside.
    ///
    /// To wrap one handler only: `routes![get(list), post(create).layer(limit)]`.
    pub fn layer<L>(self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        let method_not_allowed = self.method_not_allowed.clone().layer(layer.clone());
        CorsMethodRouter { method_not_allowed, ..self.map(|routes| routes.layer(layer.clone())) }
    }

    /// Provides the state that the handlers extract.
    pub fn with_state<S2>(self, state: S) -> CorsMethodRouter<S2> {
        let provide = |routes: MethodRouter<S>| routes.with_state(state.clone());
        CorsMethodRouter {
            combined: provide(self.combined),
            method_not_allowed: provide(self.method_not_allowed),
            handlers: self.handlers.into_iter().map(|(handler, routes)| (handler, provide(routes))).collect(),
        }
    }

    /// Wraps the handlers, but not the 405.
    fn map(mut self, wrap: impl Fn(MethodRouter<S>) -> MethodRouter<S>) -> Self {
        self.handlers = self.handlers.into_iter().map(|(handler, routes)| (handler, wrap(routes))).collect();
        self
    }

    /// Adds the handler in `routes`. `filter`: `None` for any method.
    #[track_caller]
    pub(crate) fn add(
        mut self,
        filter: Option<MethodFilter>,
        policy: &'static Policy,
        name: &'static str,
        routes: MethodRouter<S>,
    ) -> Self {
        self.combined = self.combined.merge(routes.clone());
        let methods = filter.map(|filter| {
            METHODS.iter().filter(|(method, _)| filter.or(*method) == filter).map(|(_, name)| *name).collect()
        });
        self.handlers.push((MountedHandler { methods, policy, name }, routes));
        self
    }
}

/// Called by `routes!`.
#[doc(hidden)]
impl<S> CorsMethodRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    #[track_caller]
    pub fn __on<C, H, T>(self, filter: MethodFilter, companion: C, handler: H) -> Self
    where
        C: Carries<Methods: ForOneMethod>,
        H: Handler<T, S>,
        T: 'static,
    {
        companion.function().check::<H>();
        let routes = MethodRouter::new().on(filter, handler);
        self.add(Some(filter), companion.policy(), companion.function().path(), routes)
    }

    /// As [`Self::__on`], for a filter with `POST`.
    #[track_caller]
    pub fn __on_post<C, H, T>(self, filter: MethodFilter, companion: C, handler: H) -> Self
    where
        C: Carries<Methods: ForOneMethod, Forms: SafeToPost>,
        H: Handler<T, S>,
        T: 'static,
    {
        self.__on(filter, companion, handler)
    }

    #[track_caller]
    pub fn __any<C, H, T>(self, companion: C, handler: H) -> Self
    where
        C: Carries<Forms: SafeToPost>,
        H: Handler<T, S>,
        T: 'static,
    {
        companion.function().check::<H>();
        self.add(None, companion.policy(), companion.function().path(), any(handler))
    }

    /// Wraps the handlers, but not the 405.
    #[track_caller]
    pub fn __handler_layer<L>(self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.map(|routes| routes.route_layer(layer.clone()))
    }
}

impl<S> Default for CorsMethodRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    fn default() -> Self {
        Self::new()
    }
}

pub(crate) mod sealed {
    #[expect(unnameable_types, reason = "sealed: no other crate makes routes")]
    pub trait Sealed {}

    impl<S> Sealed for super::CorsMethodRouter<S> {}
}
