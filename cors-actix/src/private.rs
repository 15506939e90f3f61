//! For generated code only: anything here may change in any release.

use std::{fmt, rc::Rc};

pub use actix_web::{Resource, Route};
pub use cors_core::{
    Acknowledged, Askable, HandlerFacts, OriginList, OriginPattern, OriginSet, Policy, Rule, Source,
    assert_not_narrowed, override_problem,
};

pub use crate::{
    CorsService,
    mounts::{Mounts, Services},
    source::Asked,
};
use crate::{
    guards::{self, Guards},
    prepared::Prepared,
    table::{self, Methods},
};
use actix_web::{
    Error,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    guard::{self, Guard, GuardContext},
    http::Method,
};

/// A handler's companion.
#[diagnostic::on_unimplemented(
    message = "this handler has no CORS policy",
    label = "not annotated with `#[cors(…)]`",
    note = "say who may call it from a browser: `#[cors(origins = [\"https://app.example.com\"])]`",
    note = "or that nobody from elsewhere may: `#[cors(same_origin)]`",
    note = "where `#[cors(…)]` stands below `#[get(\"/…\")]` or the like, move it above",
    note = "to serve it without CORS, write `service_without_cors(handler)`"
)]
pub trait Annotated {
    /// [`Attribute`] or [`ByHand`].
    type Route;
    /// For mounting, which must not use the constant that the lint looks at.
    const POLICY: &'static Policy;
}

/// The handler has a route attribute.
#[derive(Debug)]
pub struct Attribute;

/// The handler has none.
#[derive(Debug)]
pub struct ByHand;

#[diagnostic::on_unimplemented(
    message = "this handler has no route",
    label = "no `#[get(\"/…\")]` or the like between `#[cors(…)]` and the function",
    note = "say what it serves: `#[get(\"/users\")]`, below `#[cors(…)]`",
    note = "or mount it by hand: `cors_actix::resource(\"/users\").route(routes![get(handler)])`"
)]
pub trait HasRoute {
    /// Read by `routes!`: a constant reports what is missing without saying where the bound is.
    const CHECKED: () = ();
}

#[diagnostic::do_not_recommend]
impl HasRoute for Attribute {}

#[diagnostic::on_unimplemented(
    message = "this handler has a route already",
    label = "its route is the attribute below `#[cors(…)]`",
    note = "mount it by `service(routes![handler])`, or remove the attribute"
)]
pub trait HasNoRoute {
    /// As [`HasRoute::CHECKED`].
    const CHECKED: () = ();
}

#[diagnostic::do_not_recommend]
impl HasNoRoute for ByHand {}

/// What `routes!` finds where a handler has no companion.
#[derive(Debug)]
pub struct NotAnnotated {}

/// What `routes!` finds where a companion has no policy, as what actix's own attributes make has none.
#[allow(non_upper_case_globals)]
pub trait NoPolicy {
    /// Never used: that it is not [`Annotated`] has been said.
    const cors_policy_is_never_mounted: &'static Policy = &Policy::NOBODY;
}

impl<T> NoPolicy for T {}

/// One mistake, one error: what cannot be mounted is not, because something has been said of it.
#[derive(Debug)]
pub struct Probe<T>(pub T);

pub trait Mountable {
    type Service: CorsService;
    fn service(self) -> Self::Service;
}

impl<T: CorsService> Mountable for Probe<T> {
    type Service = T;

    fn service(self) -> T {
        self.0
    }
}

pub trait NotMountable {
    fn service(self) -> Services;
}

impl<T> NotMountable for &Probe<T> {
    fn service(self) -> Services {
        Services::default()
    }
}

/// What a route attribute says.
#[derive(Debug)]
pub struct RouteAttribute {
    pub path: &'static str,
    pub name: &'static str,
    pub methods: &'static [&'static str],
    pub policy: &'static Policy,
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
pub fn mount<T, B>(
    mounts: &mut Mounts,
    attribute: &RouteAttribute,
    guards: AttributeGuards,
    handler: impl FnOnce(Resource) -> Resource<T>,
) where
    T: ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse<B>, Error = Error, InitError = ()>
        + 'static,
    B: MessageBody + 'static,
{
    let RouteAttribute { path, name, methods, policy } = *attribute;
    let route = table::Route { methods: Methods::Any, guards: Guards::default(), policy: Some(policy) };
    let AttributeGuards(known, guards) = guards;
    let patterns = actix_router::IntoPatterns::patterns(path);
    let mut recorded = table::Resource::new(patterns, Some(name.to_owned()), known, vec![route]);
    recorded.methods = Some(methods.iter().map(|&method| method.to_owned()).collect());

    let mut resource = Resource::new(path).name(name);
    let is_last = guards.is_empty();
    let methods = methods.iter().filter_map(|method| Method::from_bytes(method.as_bytes()).ok());
    let mut methods = methods.map(|method| guards::method(method, is_last));
    if let Some(first) = methods.next() {
        resource = resource.guard(methods.fold(guard::Any(first), guard::AnyGuard::or));
    }
    resource = guards.into_iter().fold(resource, Resource::guard);
    mounts.push_resource(Rc::new(recorded), handler(resource), Prepared::of(policy));
}
