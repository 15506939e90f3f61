//! The handlers of one path, with their policies.

use std::convert::Infallible;

use axum::{
    extract::Request,
    handler::Handler,
    response::IntoResponse,
    routing::{MethodFilter, MethodRouter, Route, any},
};
use cors_core::{
    __private::{Carries, ForOneMethod},
    Policy,
};
use tower_layer::Layer;
use tower_service::Service;

/// What [`CorsRouter::route`](crate::CorsRouter::route) takes: handlers of one path, each with its policy. Made by
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

/// axum's [`MethodRouter`] with the policy of every handler: what [`routes!`](crate::routes) makes and
/// [`CorsRouter::route`](crate::CorsRouter::route) takes.
///
/// To serve a closure or a service, which carry no attribute, give it a policy by name: [`with_policy`](crate::with_policy).
#[must_use]
#[derive(Debug)]
pub struct CorsMethodRouter<S = ()> {
    /// All handlers as axum has them. It is not served; it panics where axum does, at the line of the caller.
    pub(crate) plain: MethodRouter<S>,
    pub(crate) handlers: Vec<Mounted<S>>,
    /// Without a handler: it answers 405.
    pub(crate) unserved: MethodRouter<S>,
}

/// One handler, apart from the others of its path, so that a layer can be put around it that knows its policy.
#[derive(Debug)]
pub(crate) struct Mounted<S> {
    pub(crate) handler: MountedHandler,
    pub(crate) routes: MethodRouter<S>,
}

/// The facts about a mounted handler.
#[derive(Debug, Clone)]
pub(crate) struct MountedHandler {
    /// `None`: any that no other handler of the path serves.
    pub(crate) methods: Option<Vec<&'static str>>,
    pub(crate) policy: &'static Policy,
    /// The path of the annotated handler; empty for a closure or a service that was given a policy.
    pub(crate) name: &'static str,
}

impl MountedHandler {
    pub(crate) fn mounted(&self) -> cors_core::Mounted<'_> {
        self.methods.as_deref().map_or(cors_core::Mounted::Any, cors_core::Mounted::Methods)
    }
}

/// The methods that a [`MethodFilter`] can hold.
const METHODS: [(MethodFilter, &str); 9] = [
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
    /// No handlers: every method is answered 405.
    pub fn new() -> Self {
        CorsMethodRouter { plain: MethodRouter::new(), handlers: Vec::new(), unserved: MethodRouter::new() }
    }

    /// Adds the handlers of `other`.
    ///
    /// # Panics
    ///
    /// If both have a handler for the same method.
    #[track_caller]
    pub fn merge<R: CorsRoutes<S>>(mut self, other: R) -> Self {
        let other = other.into_cors_routes();
        self.plain = self.plain.merge(other.plain);
        self.unserved = self.unserved.merge(other.unserved);
        self.handlers.extend(other.handlers);
        self
    }

    /// Wraps every handler, and the answer 405 to other methods, in a layer. CORS stays outside it.
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
        let unserved = self.unserved.clone().layer(layer.clone());
        CorsMethodRouter { unserved, ..self.map(|routes| routes.layer(layer.clone())) }
    }

    /// Provides the state that the handlers extract.
    pub fn with_state<S2>(self, state: S) -> CorsMethodRouter<S2> {
        CorsMethodRouter {
            plain: self.plain.with_state(state.clone()),
            unserved: self.unserved.with_state(state.clone()),
            handlers: self
                .handlers
                .into_iter()
                .map(|mounted| mounted.map(|routes| routes.with_state(state.clone())))
                .collect(),
        }
    }

    /// Wraps the handlers, but not the answer 405.
    pub(crate) fn map(mut self, wrap: impl Fn(MethodRouter<S>) -> MethodRouter<S>) -> Self {
        self.handlers = self.handlers.into_iter().map(|mounted| mounted.map(&wrap)).collect();
        self
    }

    /// Adds a handler: `routes` has it, for the methods of the filter or for any.
    #[track_caller]
    pub(crate) fn add(
        mut self,
        filter: Option<MethodFilter>,
        policy: &'static Policy,
        name: &'static str,
        routes: MethodRouter<S>,
    ) -> Self {
        self.plain = self.plain.merge(routes.clone());
        let methods = filter.map(|filter| {
            METHODS.iter().filter(|(method, _)| filter.or(*method) == filter).map(|(_, name)| *name).collect()
        });
        self.handlers.push(Mounted { handler: MountedHandler { methods, policy, name }, routes });
        self
    }
}

impl<S> Mounted<S> {
    fn map<S2>(self, map: impl FnOnce(MethodRouter<S>) -> MethodRouter<S2>) -> Mounted<S2> {
        Mounted { handler: self.handler, routes: map(self.routes) }
    }
}

impl<S> Clone for Mounted<S> {
    fn clone(&self) -> Self {
        Mounted { handler: self.handler.clone(), routes: self.routes.clone() }
    }
}

/// Called by `routes!`, with what companions carry.
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

    #[track_caller]
    pub fn __any<C, H, T>(self, companion: C, handler: H) -> Self
    where
        C: Carries,
        H: Handler<T, S>,
        T: 'static,
    {
        companion.function().check::<H>();
        self.add(None, companion.policy(), companion.function().path(), any(handler))
    }

    /// Wraps the handlers, but not the answer 405 to other methods.
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

impl<S> Clone for CorsMethodRouter<S> {
    fn clone(&self) -> Self {
        CorsMethodRouter { plain: self.plain.clone(), handlers: self.handlers.clone(), unserved: self.unserved.clone() }
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
