//! For generated code only: anything here may change in any release.

use std::{fmt, marker::PhantomData, rc::Rc};

use actix_web::{
    Error, FromRequest, Handler, Responder,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    guard::{self, Guard, GuardContext},
    http::Method,
};
pub use actix_web::{Resource, Route};
pub use cors_core::__private::*;
use cors_core::PolicyFrom;

pub use crate::{
    builder::{
        companion::{
            Annotated, Attribute, ByHand, CarriesForRoute, Companion, HasNoRoute, HasRoute, NoPolicy, OtherType,
            Routed, WithRoute, WithoutRoute,
        },
        route_attributes::Services,
        routes::{Entry, Routes},
        services::{Mount, Mounts},
    },
    origin_source::Asked,
};
use crate::{
    middleware::{checkpoint::Checkpoint, checkpoint_services::CheckpointMiddleware},
    routing::{
        guards::{self, Guards},
        tree::{self, Methods, Node},
    },
};

/// Returns the development origins if this crate is compiled with `debug_assertions`.
#[must_use]
pub const fn dev_origins(list: &'static OriginList) -> &'static OriginList {
    if cfg!(debug_assertions) { list } else { OriginList::EMPTY }
}

/// Names that `routes!` falls back to if a handler has no companion, or a companion without a policy.
pub mod fallback {
    pub use super::{NoPolicy as _, NotAnnotated as companion_of_this_handler};
}

/// As [`fallback`], for a handler that is named like the alias there.
pub mod other_fallback {
    pub use super::{NoPolicy as _, NotAnnotated as other_companion_of_this_handler};
}

/// Joins the services of several handlers.
pub fn services<D, const N: usize>(all: [Services<D>; N]) -> Services<D> {
    let mut mounts = Mounts::default();
    all.into_iter().for_each(|services| mounts.extend(services.0));
    Services(mounts, PhantomData)
}

/// Joins the routes of several handlers.
pub fn routes<D, const N: usize>(all: [Routes<D>; N]) -> Routes<D> {
    Routes(all.into_iter().flat_map(|routes| routes.0).collect(), PhantomData)
}

/// The guards of a route attribute.
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

    /// Takes a function, not a guard, to spare rustc the bounds of the guard's type.
    pub fn with(mut self, guard: impl Fn(&GuardContext<'_>) -> bool + 'static) -> Self {
        self.1.push(self.0.add(guard::fn_guard(guard)));
        self
    }
}

impl Mount {
    /// Mounts a handler as actix's own attribute does: in a resource with a guard for the methods.
    pub fn handler<F, Args>(
        path: &'static str,
        name: &'static str,
        methods: &'static [&'static str],
        policy: &'static Policy,
        handler_path: &'static str,
        handler: F,
    ) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let resource = Resource::new(path).to(handler);
        mount_resource(path, name, methods, policy, handler_path, AttributeGuards::new(), resource)
    }
}

/// As [`Mount::handler`], for a route attribute with `guard` or `wrap`. `resource` has the handler and is wrapped.
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
    let policy_from = PolicyFrom::Attribute;
    let route = tree::Route { methods: Methods::Any, policy: Some(policy), policy_from, handler, location: None };
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
    let checkpoint = Checkpoint::of_handler(policy);
    let node = Node::Resource(Rc::new(recorded));
    if policy.may_refuse() {
        Mount::new(node, resource.wrap(CheckpointMiddleware(checkpoint)))
    } else {
        Mount::new(node, resource.guard(checkpoint.guard()))
    }
}

/// Adds a route with a policy that a test has made at run time.
#[track_caller]
pub fn on_policy(mut routes: Routes, method: &str, policy: &'static Policy, route: Route) -> Routes {
    routes.push(Methods::Only(vec![method.to_owned()]), (policy, PolicyFrom::Routes), ("", None), route);
    routes
}

/// Adds a route for any method, as [`on_policy`].
#[track_caller]
pub fn any_policy(mut routes: Routes, policy: &'static Policy, route: Route) -> Routes {
    routes.push(Methods::Any, (policy, PolicyFrom::Routes), ("", None), route);
    routes
}
