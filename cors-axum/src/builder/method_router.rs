//! The handlers of one path, each with its policy.

use std::{convert::Infallible, marker::PhantomData, panic::Location};

use axum::{
    extract::Request,
    handler::Handler,
    response::IntoResponse,
    routing::{MethodFilter, MethodRouter, Route, any},
};
use cors_core::{
    __private::{Carries, ForOneMethod, NamedPolicy, NoDefault, PolicyParts, SafeToPost, refuse_forgeable},
    Mounted, Policy, PolicyFrom,
};
use tower_layer::Layer;
use tower_service::Service;

use super::companion::Annotated;

/// Handlers of one path, each with its policy, for [`CorsRouter::route`](crate::CorsRouter::route). Made by
/// [`routes!`](crate::routes) and by [`with_policy`](crate::with_policy).
#[diagnostic::on_unimplemented(
    message = "these routes carry no CORS policy",
    label = "expected `routes![…]` or `with_policy(…)`",
    note = "write `routes![get(handler)]`, with `#[cors(…)]` on the handler",
    note = "for a closure or a service, name a policy: `with_policy(Frontend).get(…)`",
    note = "to serve it without CORS, write `route_without_cors` instead of `route`, `fallback_without_cors` instead of `fallback`"
)]
pub trait CorsRoutes<S, D = NoDefault>: sealed::Sealed {
    #[doc(hidden)]
    fn into_cors_routes(self) -> CorsMethodRouter<S>;
}

impl<S, D> CorsRoutes<S, D> for CorsMethodRouter<S, D> {
    fn into_cors_routes(self) -> CorsMethodRouter<S> {
        self.resolved()
    }
}

/// axum's [`MethodRouter`] with the policy of every handler, for [`CorsRouter::route`](crate::CorsRouter::route). Made by
/// [`routes!`](crate::routes).
///
/// `D` is the default policy of the router for which the handlers are meant: see [`CorsRouter::with_default`](crate::CorsRouter::with_default).
#[must_use]
#[derive(Debug)]
pub struct CorsMethodRouter<S = (), D = NoDefault> {
    /// All handlers in one router. It is not served: it makes axum report conflicts at the caller's line.
    pub(crate) combined: MethodRouter<S>,
    /// Each handler in a router of its own, so that it can be wrapped in the layer of its policy.
    pub(crate) handlers: Vec<(MountedHandler, MethodRouter<S>)>,
    /// A router without handlers, which answers 405.
    pub(crate) method_not_allowed: MethodRouter<S>,
    default: PhantomData<fn() -> D>,
}

/// Not derived: a default policy need not be `Clone`.
impl<S, D> Clone for CorsMethodRouter<S, D> {
    fn clone(&self) -> Self {
        CorsMethodRouter {
            combined: self.combined.clone(),
            handlers: self.handlers.clone(),
            method_not_allowed: self.method_not_allowed.clone(),
            default: PhantomData,
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct MountedHandler {
    /// `None`: every method that no other handler of the path serves.
    pub(crate) methods: Option<Vec<&'static str>>,
    pub(crate) policy: &'static Policy,
    pub(crate) policy_from: PolicyFrom,
    /// The path of the function; empty for closures and services.
    pub(crate) name: &'static str,
    /// The place of the function in the source, or of the call that mounts it; `None` for whole routers.
    pub(crate) location: Option<&'static Location<'static>>,
}

impl MountedHandler {
    pub(crate) fn mounted(&self) -> Mounted<'_> {
        self.methods.as_deref().map_or(Mounted::Any, Mounted::Methods)
    }

    /// Takes away what the policy allows, but not what it refuses.
    pub(crate) fn close(&mut self) {
        // Once, when the application starts; everywhere else, policies are statics.
        self.policy = Box::leak(Box::new(PolicyParts::of(self.policy).closed().policy()));
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

/// Returns the methods of a filter.
///
/// # Panics
///
/// If the filter includes a method that a later version of axum has added: preflights for it would be answered by the policy of another
/// handler.
#[track_caller]
pub(crate) fn methods_of(filter: MethodFilter) -> Vec<&'static str> {
    let known = || METHODS.iter().filter(|(method, _)| filter.or(*method) == filter);
    let all_known = known().map(|(method, _)| *method).reduce(MethodFilter::or);
    assert!(
        all_known == Some(filter),
        "{filter:?} includes a method that cors-axum does not know\n\n\
         help: write routes![any(handler)], and list the methods in its policy: methods = […]"
    );
    known().map(|(_, name)| *name).collect()
}

impl<S, D> CorsMethodRouter<S, D> {
    /// Returns the handlers, each of which has its policy, for a router with any default.
    fn resolved<D2>(self) -> CorsMethodRouter<S, D2> {
        let CorsMethodRouter { combined, handlers, method_not_allowed, default: _ } = self;
        CorsMethodRouter { combined, handlers, method_not_allowed, default: PhantomData }
    }

    /// Returns the handlers of a group, whose default policy stands where they are mounted.
    pub(crate) fn group<D2>(mut self) -> CorsMethodRouter<S, D2> {
        for (handler, _) in &mut self.handlers {
            if handler.policy_from == PolicyFrom::Default {
                handler.policy_from = PolicyFrom::Routes;
            }
        }
        self.resolved()
    }
}

impl<S, D> CorsMethodRouter<S, D>
where
    S: Clone + Send + Sync + 'static,
{
    /// Creates a router without handlers, which answers 405 to every method.
    pub fn new() -> Self {
        CorsMethodRouter {
            combined: MethodRouter::new(),
            handlers: Vec::new(),
            method_not_allowed: MethodRouter::new(),
            default: PhantomData,
        }
    }

    /// Adds the handlers of `other`.
    ///
    /// # Panics
    ///
    /// If both have a handler for the same method.
    #[track_caller]
    pub fn merge<R: CorsRoutes<S, D>>(mut self, other: R) -> Self {
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
    pub fn with_state<S2>(self, state: S) -> CorsMethodRouter<S2, D> {
        let provide = |routes: MethodRouter<S>| routes.with_state(state.clone());
        CorsMethodRouter {
            combined: provide(self.combined),
            method_not_allowed: provide(self.method_not_allowed),
            handlers: self.handlers.into_iter().map(|(handler, routes)| (handler, provide(routes))).collect(),
            default: PhantomData,
        }
    }

    /// Wraps the handlers, but not the 405.
    fn map(mut self, wrap: impl Fn(MethodRouter<S>) -> MethodRouter<S>) -> Self {
        self.handlers = self.handlers.into_iter().map(|(handler, routes)| (handler, wrap(routes))).collect();
        self
    }

    /// Adds the handler in `routes`. `filter`: `None` for any method. `location`: that of the handler, otherwise of the caller.
    #[track_caller]
    pub(crate) fn add(
        mut self,
        filter: Option<MethodFilter>,
        (policy, policy_from): (&'static Policy, PolicyFrom),
        (name, location): (&'static str, Option<&'static Location<'static>>),
        routes: MethodRouter<S>,
    ) -> Self {
        let location = Some(location.unwrap_or(Location::caller()));
        self.combined = self.combined.merge(routes.clone());
        #[expect(clippy::manual_map, reason = "a closure would hide the line of the caller in a panic")]
        let methods = match filter {
            Some(filter) => Some(methods_of(filter)),
            None => None,
        };
        self.handlers.push((MountedHandler { methods, policy, policy_from, name, location }, routes));
        self
    }

    #[track_caller]
    pub(crate) fn mount<C: Carries, H: 'static>(
        self,
        filter: Option<MethodFilter>,
        companion: &C,
        routes: MethodRouter<S>,
    ) -> Self {
        let handler = (companion.path_of::<H>(), companion.location());
        self.add(filter, (companion.policy(), companion.policy_from()), handler, routes)
    }
}

/// Called by `routes!`.
#[doc(hidden)]
impl<S, D> CorsMethodRouter<S, D>
where
    S: Clone + Send + Sync + 'static,
{
    /// Gives the handlers of a group that have no policy of their own the policy of the group.
    pub fn __group<P: NamedPolicy>(_: P, routes: CorsMethodRouter<S, P>) -> Self {
        routes.group()
    }

    #[track_caller]
    pub fn __on<C, H, T>(self, filter: MethodFilter, handler: H, companion: C) -> Self
    where
        C: Annotated<D, Carried: Carries<Methods: ForOneMethod>>,
        H: Handler<T, S>,
        T: 'static,
    {
        let () = <C::Carried as Carries>::FOR_ONE_METHOD;
        self.mount::<_, H>(Some(filter), &companion.carried(), MethodRouter::new().on(filter, handler))
    }

    /// As [`Self::__on`], for a filter with `POST`.
    #[track_caller]
    pub fn __on_post<C, H, T>(self, filter: MethodFilter, handler: H, companion: C) -> Self
    where
        C: Annotated<D, Carried: Carries<Methods: ForOneMethod, Forms: SafeToPost>>,
        H: Handler<T, S>,
        T: 'static,
    {
        const { refuse_forgeable::<C::Carried>() };
        self.__on(filter, handler, companion)
    }

    #[track_caller]
    pub fn __any<C, H, T>(self, handler: H, companion: C) -> Self
    where
        C: Annotated<D, Carried: Carries<Forms: SafeToPost>>,
        H: Handler<T, S>,
        T: 'static,
    {
        const { refuse_forgeable::<C::Carried>() };
        self.mount::<_, H>(None, &companion.carried(), any(handler))
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

impl<S, D> Default for CorsMethodRouter<S, D>
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

    impl<S, D> Sealed for super::CorsMethodRouter<S, D> {}
}
