//! Handlers of one path, each with its policy.

use std::fmt;

use actix_web::{FromRequest, Handler, Responder, Route, guard::fn_guard, http::Method};
use cors_core::{
    __private::{Carries, ForOneMethod, SafeToPost},
    Policy,
};

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
    note = "to serve it without CORS, write `route_without_cors` instead of `route`"
)]
pub trait CorsRoutes: sealed::Sealed {
    #[doc(hidden)]
    fn into_cors_routes(self) -> Routes;
}

#[diagnostic::do_not_recommend]
impl CorsRoutes for Routes {
    fn into_cors_routes(self) -> Routes {
        self
    }
}

/// actix's [`Route`]s with their policies, for [`CorsResource::route`](crate::CorsResource::route). Made by
/// [`routes!`](crate::routes) from entries such as `get(handler)`.
#[must_use = "it does nothing until it is given to `CorsResource::route`"]
#[derive(Default)]
pub struct Routes(pub(crate) Vec<(tree::Route, Route)>);

impl Routes {
    /// Adds the routes of `other`, behind these.
    pub fn merge<R: CorsRoutes>(mut self, other: R) -> Self {
        self.0.extend(other.into_cors_routes().0);
        self
    }

    pub(crate) fn push(&mut self, methods: Methods, policy: &'static Policy, handler: &'static str, route: Route) {
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
        self.0.push((tree::Route { methods, policy: Some(policy), handler }, route));
    }
}

impl fmt::Debug for Routes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(route, _)| route)).finish()
    }
}

/// Called by `routes!`.
#[doc(hidden)]
impl Routes {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a handler without middleware. Its bounds are cheaper to check here than in generated code.
    #[track_caller]
    pub fn __on<C, F, Args>(self, method: &str, companion: C, handler: F) -> Self
    where
        C: Carries<Methods: ForOneMethod>,
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        companion.function().check::<F>();
        self.__on_route(method, companion, Route::new().to(handler))
    }

    /// As [`Self::__on`], for `POST`.
    #[track_caller]
    pub fn __on_post<C, F, Args>(self, method: &str, companion: C, handler: F) -> Self
    where
        C: Carries<Methods: ForOneMethod, Forms: SafeToPost>,
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.__on(method, companion, handler)
    }

    /// As [`Self::__on_route`], for `POST`.
    pub fn __on_route_post<C>(self, method: &str, companion: C, route: Route) -> Self
    where
        C: Carries<Methods: ForOneMethod, Forms: SafeToPost>,
    {
        self.__on_route(method, companion, route)
    }

    pub fn __on_route<C: Carries<Methods: ForOneMethod>>(mut self, method: &str, companion: C, route: Route) -> Self {
        self.push(Methods::Only(vec![method.to_owned()]), companion.policy(), companion.function().path(), route);
        self
    }

    pub fn __any<C: Carries<Forms: SafeToPost>>(mut self, companion: C, route: Route) -> Self {
        self.push(Methods::Any, companion.policy(), companion.function().path(), route);
        self
    }
}

pub(crate) mod sealed {
    #[expect(unnameable_types, reason = "sealed: no other crate makes routes")]
    pub trait Sealed {}

    impl Sealed for super::Routes {}
}
