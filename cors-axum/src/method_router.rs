//! The handlers of one path, with their policies.

use std::convert::Infallible;

use axum::{
    extract::Request,
    handler::Handler,
    response::IntoResponse,
    routing::{MethodFilter, MethodRouter, Route},
};
use cors_core::Policy;
use tower_layer::Layer;
use tower_service::Service;

use crate::{
    CorsRoutes,
    companion::{Carries, CarriesForOneMethod},
    mounts::{Mount, Mounts},
};

/// axum's [`MethodRouter`] with the policy of every handler: what [`routes!`](crate::routes) makes and
/// [`CorsRouter::route`](crate::CorsRouter::route) takes.
///
/// To serve a closure or a service, which carry no attribute, give it a policy by name: [`with_policy`](crate::with_policy).
#[must_use]
#[derive(Debug)]
pub struct CorsMethodRouter<S = ()> {
    pub(crate) inner: MethodRouter<S>,
    pub(crate) mounts: Mounts,
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
        CorsMethodRouter { inner: MethodRouter::new(), mounts: Mounts::default() }
    }

    /// Adds the handlers of `other`.
    ///
    /// # Panics
    ///
    /// If both have a handler for the same method.
    #[track_caller]
    pub fn merge<R: CorsRoutes<S>>(mut self, other: R) -> Self {
        let other = other.into_cors_routes();
        self.inner = self.inner.merge(other.inner);
        self.mounts.extend(other.mounts);
        self
    }

    /// Wraps every handler, and the answer 405 to other methods, in a layer. CORS stays outside it.
    ///
    /// To wrap one handler only: `routes![get(list), post(create).layer(limit)]`.
    pub fn layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.inner = self.inner.layer(layer);
        self
    }

    /// Provides the state that the handlers extract.
    pub fn with_state<S2>(self, state: S) -> CorsMethodRouter<S2> {
        CorsMethodRouter { inner: self.inner.with_state(state), mounts: self.mounts }
    }

    #[track_caller]
    pub(crate) fn on<H, T>(
        mut self,
        filter: MethodFilter,
        policy: &'static Policy,
        name: &'static str,
        handler: H,
    ) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.inner = self.inner.on(filter, handler);
        self.mount(filter, policy, name);
        self
    }

    #[track_caller]
    pub(crate) fn any<H, T>(mut self, policy: &'static Policy, name: &'static str, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.inner = self.inner.merge(axum::routing::any(handler));
        self.mounts.push(Mount { methods: None, policy, handler: name });
        self
    }

    #[track_caller]
    pub(crate) fn on_service<T>(mut self, filter: MethodFilter, policy: &'static Policy, service: T) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse + 'static,
        T::Future: Send + 'static,
    {
        self.inner = self.inner.on_service(filter, service);
        self.mount(filter, policy, "");
        self
    }

    #[track_caller]
    pub(crate) fn any_service<T>(mut self, policy: &'static Policy, service: T) -> Self
    where
        T: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        T::Response: IntoResponse + 'static,
        T::Future: Send + 'static,
    {
        self.inner = self.inner.merge(axum::routing::any_service(service));
        self.mounts.push(Mount { methods: None, policy, handler: "" });
        self
    }

    fn mount(&mut self, filter: MethodFilter, policy: &'static Policy, handler: &'static str) {
        let methods =
            METHODS.iter().filter(|(method, _)| filter.or(*method) == filter).map(|(_, name)| *name).collect();
        self.mounts.push(Mount { methods: Some(methods), policy, handler });
    }
}

/// Called by `routes!`, with what companions carry, and by tests.
#[doc(hidden)]
impl<S> CorsMethodRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    #[track_caller]
    pub fn __on<C, H, T>(self, filter: MethodFilter, companion: C, handler: H) -> Self
    where
        C: CarriesForOneMethod,
        H: Handler<T, S>,
        T: 'static,
    {
        companion.check::<H>();
        self.on(filter, companion.policy(), companion.handler(), handler)
    }

    #[track_caller]
    pub fn __any<C, H, T>(self, companion: C, handler: H) -> Self
    where
        C: Carries,
        H: Handler<T, S>,
        T: 'static,
    {
        companion.check::<H>();
        self.any(companion.policy(), companion.handler(), handler)
    }

    /// For policies that tests make while they run.
    #[track_caller]
    pub fn __on_policy<H, T>(self, filter: MethodFilter, policy: &'static Policy, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.on(filter, policy, "", handler)
    }

    /// For policies that tests make while they run.
    #[track_caller]
    pub fn __any_policy<H, T>(self, policy: &'static Policy, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        self.any(policy, "", handler)
    }

    /// Wraps the handlers, but not the answer 405 to other methods.
    #[track_caller]
    pub fn __handler_layer<L>(mut self, layer: L) -> Self
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request, Error = Infallible> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.inner = self.inner.route_layer(layer);
        self
    }
}

impl<S> Clone for CorsMethodRouter<S> {
    fn clone(&self) -> Self {
        CorsMethodRouter { inner: self.inner.clone(), mounts: self.mounts.clone() }
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
