//! For generated code only: anything here may change in any release.

use std::{fmt, rc::Rc};

pub use actix_web::{Resource, Route};
pub use cors_core::__private::*;

use crate::{
    builder::routes::Routes,
    middleware::{http::Prepared, marking::Marking, place::Place},
    routing::{
        guards::{self, Guards},
        tree::{self, Methods, Node},
    },
};
pub use crate::{
    builder::{
        companion::{Annotated, Attribute, ByHand, CarriesForRoute, Companion, HasNoRoute, HasRoute, NoPolicy},
        mounts::{Mount, Mounts, Services},
    },
    origin_source::Asked,
};
use actix_web::{
    Error, FromRequest, Handler, Responder,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    guard::{self, Guard, GuardContext},
    http::Method,
};

/// Development origins, if this crate is compiled with `debug_assertions`. Generated code calls it where its own crate is.
#[must_use]
pub const fn dev_origins(list: &'static OriginList) -> &'static OriginList {
    if cfg!(debug_assertions) { list } else { OriginList::EMPTY }
}

/// What `routes!` finds where a handler has no companion, or one without a policy.
pub mod fallback {
    pub use super::{NoPolicy as _, NotAnnotated as companion_of_this_handler};
}

/// The same, for a handler with this very name.
pub mod other_fallback {
    pub use super::{NoPolicy as _, NotAnnotated as other_companion_of_this_handler};
}

/// The services of several handlers.
pub fn services<const N: usize>(all: [Services; N]) -> Services {
    Services(Mounts(all.into_iter().flat_map(|services| services.0.0).collect()))
}

/// The routes of several handlers.
pub fn routes<const N: usize>(all: [Routes; N]) -> Routes {
    Routes(all.into_iter().flat_map(|routes| routes.0).collect())
}

/// A handler, if it is the function that its companion is of.
#[track_caller]
pub fn annotated<C: Carries, F: 'static>(companion: &C, handler: F) -> F {
    companion.function().check::<F>();
    handler
}

/// Guards of a route attribute.
#[derive(Default)]
pub struct AttributeGuards(Guards, Vec<Rc<dyn Guard>>);

impl fmt::Debug for AttributeGuards {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl AttributeGuards {
    pub fn new() -> Self {
        Self::default()
    }

    /// A function, and not what `fn_guard` makes of it: rustc would look at the bounds of that type as well.
    pub fn with(mut self, guard: impl Fn(&GuardContext<'_>) -> bool + 'static) -> Self {
        self.1.push(self.0.add(guard::fn_guard(guard)));
        self
    }
}

/// Mounts a handler as actix's own attribute does: a resource of its own, with a guard for the methods.
pub fn mount<F, Args>(
    path: &'static str,
    name: &'static str,
    methods: &'static [&'static str],
    policy: &'static Policy,
    handler_path: &'static str,
    handler: F,
) -> Mount
where
    F: Handler<Args>,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    let resource = Resource::new(path).to(handler);
    mount_resource(path, name, methods, policy, handler_path, AttributeGuards::new(), resource)
}

/// The same with what a route attribute has besides: `resource` has the handler, and is wrapped.
pub fn mount_resource<T, B>(
    path: &'static str,
    name: &'static str,
    methods: &'static [&'static str],
    policy: &'static Policy,
    handler: &'static str,
    AttributeGuards(known, guards): AttributeGuards,
    resource: Resource<T>,
) -> Mount
where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>
        + 'static,
    B: MessageBody + 'static,
{
    let route = tree::Route { methods: Methods::Any, policy: Some(policy), handler };
    let patterns = actix_router::IntoPatterns::patterns(path);
    let mut recorded = tree::Resource::new(patterns, Some(name.to_owned()), known, vec![route]);
    recorded.methods = Some(methods.iter().map(|&method| method.to_owned()).collect());

    let mut resource = resource.name(name);
    let is_last = guards.is_empty();
    let methods = methods.iter().filter_map(|method| Method::from_bytes(method.as_bytes()).ok());
    let mut methods = methods.map(|method| guards::method(method, is_last));
    if let Some(first) = methods.next() {
        resource = resource.guard(methods.fold(guard::Any(first), guard::AnyGuard::or));
    }
    resource = guards.into_iter().fold(resource, Resource::guard);
    let place = Place::Handler(Rc::new(Prepared::of_handler(policy)));
    let node = Node::Resource(Rc::new(recorded));
    if policy.is_enforced() {
        Mount::new(node, resource.wrap(Marking(place)))
    } else {
        Mount::new(node, resource.guard(place.guard()))
    }
}

/// Adds a route with a policy that a test makes while it runs.
pub fn on_policy(mut routes: Routes, method: &str, policy: &'static Policy, route: Route) -> Routes {
    routes.push(Methods::Only(vec![method.to_owned()]), policy, "", route);
    routes
}

/// The same for any method.
pub fn any_policy(mut routes: Routes, policy: &'static Policy, route: Route) -> Routes {
    routes.push(Methods::Any, policy, "", route);
    routes
}
