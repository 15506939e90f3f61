//! Handlers of one path, each with its policy.

use std::{fmt, marker::PhantomData, panic::Location};

use actix_web::{FromRequest, Handler, Responder, Route, guard::fn_guard, http::Method};
use cors_core::{
    __private::{Carries, ForOneMethod, NamedPolicy, NoDefault, SafeToPost, refuse_forgeable},
    Policy, PolicyFrom,
};

use super::companion::Annotated;

use crate::{
    middleware::{checkpoint::Checkpoint, checkpoint_services::CheckpointMiddleware},
    routing::{
        guards,
        tree::{self, Methods},
    },
};

/// Handlers of one path, each with its policy, for [`CorsResource::route`](crate::CorsResource::route). Made by
/// [`routes!`](crate::routes) and by [`with_policy`](crate::with_policy).
#[diagnostic::on_unimplemented(
    message = "these routes carry no CORS policy",
    label = "expected `routes![get(handler)]` or `with_policy(…)`",
    note = "write `routes![get(handler)]`, with `#[cors(…)]` on the handler",
    note = "for a closure, name a policy: `with_policy(Frontend).get(…)`",
    note = "to serve it without CORS: `cors_actix::resource(path).route_without_cors(…)`, or `default_service_without_cors(…)`"
)]
pub trait CorsRoutes<D = NoDefault>: sealed::Sealed {
    #[doc(hidden)]
    fn into_cors_routes(self) -> Routes;
}

#[diagnostic::do_not_recommend]
impl<D> CorsRoutes<D> for Routes<D> {
    fn into_cors_routes(self) -> Routes {
        Routes(self.0, PhantomData)
    }
}

/// actix's [`Route`]s with their policies, for [`CorsResource::route`](crate::CorsResource::route). Made by
/// [`routes!`](crate::routes) from entries such as `get(handler)`.
///
/// `D` is the default policy of the application or scope for which the handlers are meant: see
/// [`CorsApp::with_default`](crate::CorsApp::with_default).
#[must_use = "it does nothing until it is given to `CorsResource::route`"]
pub struct Routes<D = NoDefault>(pub(crate) Vec<(tree::Route, Route)>, pub(crate) PhantomData<fn() -> D>);

impl<D> Default for Routes<D> {
    fn default() -> Self {
        Routes(Vec::new(), PhantomData)
    }
}

impl<D> Routes<D> {
    /// Adds the routes of `other`, behind these.
    pub fn merge<R: CorsRoutes<D>>(mut self, other: R) -> Self {
        self.0.extend(other.into_cors_routes().0);
        self
    }

    /// Returns the routes of a group, whose default policy stands where they are mounted.
    pub(crate) fn group<D2>(mut self) -> Routes<D2> {
        for (route, _) in &mut self.0 {
            if route.policy_from == PolicyFrom::Default {
                route.policy_from = PolicyFrom::Routes;
            }
        }
        Routes(self.0, PhantomData)
    }

    /// Adds a route. `location`: that of the handler, otherwise of the caller.
    #[track_caller]
    pub(crate) fn push(
        &mut self,
        methods: Methods,
        (policy, policy_from): (&'static Policy, PolicyFrom),
        (handler, location): (&'static str, Option<&'static Location<'static>>),
        route: Route,
    ) {
        let location = Some(location.unwrap_or(Location::caller()));
        let route = match &methods {
            Methods::Only(names) => names.iter().fold(route, |route, name| match Method::from_bytes(name.as_bytes()) {
                Ok(method) => route.guard(guards::method(method, true)),
                // No request has a method that is not a token.
                Err(_) => route.guard(fn_guard(|_| false)),
            }),
            Methods::Any | Methods::Unknown => route,
        };
        let checkpoint = Checkpoint::of_handler(policy);
        // A guard where possible: a middleware around a route allocates for every request.
        let route = if policy.may_refuse() {
            route.wrap(CheckpointMiddleware(checkpoint))
        } else {
            route.guard(checkpoint.guard())
        };
        self.0.push((tree::Route { methods, policy: Some(policy), policy_from, handler, location }, route));
    }
}

impl<D> fmt::Debug for Routes<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(route, _)| route)).finish()
    }
}

/// Called by `routes!`.
#[doc(hidden)]
impl<D> Routes<D> {
    /// Gives the handlers of a group that have no policy of their own the policy of the group.
    pub fn __group<P: NamedPolicy>(_: P, routes: Routes<P>) -> Self {
        routes.group()
    }
}

/// The functions that `routes!` calls for an entry. Their bounds are cheaper to check here than in generated code, and cheaper where the
/// type has no parameter that rustc has to infer first.
#[derive(Debug)]
pub enum Entry {}

impl Entry {
    /// The routes of a handler for one method.
    #[track_caller]
    pub fn on<D, C, F, Args>(method: &str, handler: F, companion: C) -> Routes<D>
    where
        C: Annotated<D, Carried: Carries<Methods: ForOneMethod>>,
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        Self::on_wrapped(method, handler, companion, |route| route)
    }

    /// As [`Self::on`], for `POST`.
    #[track_caller]
    pub fn on_post<D, C, F, Args>(method: &str, handler: F, companion: C) -> Routes<D>
    where
        C: Annotated<D, Carried: Carries<Methods: ForOneMethod, Forms: SafeToPost>>,
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        const { refuse_forgeable::<C::Carried>() };
        Self::on(method, handler, companion)
    }

    /// As [`Self::on`], with middleware.
    #[track_caller]
    pub fn on_wrapped<D, C, F, Args>(
        method: &str,
        handler: F,
        companion: C,
        wrap: impl FnOnce(Route) -> Route,
    ) -> Routes<D>
    where
        C: Annotated<D, Carried: Carries<Methods: ForOneMethod>>,
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let () = <C::Carried as Carries>::FOR_ONE_METHOD;
        mount(Methods::Only(vec![method.to_owned()]), &companion.carried(), handler, wrap)
    }

    /// As [`Self::on_wrapped`], for `POST`.
    #[track_caller]
    pub fn on_wrapped_post<D, C, F, Args>(
        method: &str,
        handler: F,
        companion: C,
        wrap: impl FnOnce(Route) -> Route,
    ) -> Routes<D>
    where
        C: Annotated<D, Carried: Carries<Methods: ForOneMethod, Forms: SafeToPost>>,
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        const { refuse_forgeable::<C::Carried>() };
        Self::on_wrapped(method, handler, companion, wrap)
    }

    /// The routes of a handler for any method.
    #[track_caller]
    pub fn any<D, C, F, Args>(handler: F, companion: C, wrap: impl FnOnce(Route) -> Route) -> Routes<D>
    where
        C: Annotated<D, Carried: Carries<Forms: SafeToPost>>,
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        const { refuse_forgeable::<C::Carried>() };
        mount(Methods::Any, &companion.carried(), handler, wrap)
    }
}

#[track_caller]
fn mount<D, C, F, Args>(methods: Methods, companion: &C, handler: F, wrap: impl FnOnce(Route) -> Route) -> Routes<D>
where
    C: Carries,
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let mut routes = Routes::default();
    let handled_by = (companion.path_of::<F>(), companion.location());
    routes.push(methods, (companion.policy(), companion.policy_from()), handled_by, wrap(Route::new().to(handler)));
    routes
}

pub(crate) mod sealed {
    #[expect(unnameable_types, reason = "sealed: no other crate makes routes")]
    pub trait Sealed {}

    impl<D> Sealed for super::Routes<D> {}
}
