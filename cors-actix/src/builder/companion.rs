//! The companions of actix handlers, and the messages of the compiler about handlers without one.

use std::marker::PhantomData;

use cors_core::{
    __private::{Carried, FunctionId, NamedPolicy, NotNarrowed, Own},
    Policy,
};

use super::{mounts::Mounts, routes::Routes};

/// A policy whose handler has a route attribute, which says the methods.
#[diagnostic::on_unimplemented(
    message = "`methods` narrows a handler that is mounted for any method; here the route attribute says which [conflicting_options]",
    label = "says `methods = […]`",
    note = "remove `methods` from the policy"
)]
pub trait CarriesForRoute {
    /// Read by `#[cors]`: a constant does not say where the bound is.
    const POLICY: &'static Policy;
}

#[diagnostic::do_not_recommend]
impl<P: NamedPolicy> CarriesForRoute for Carried<P, NotNarrowed> {
    const POLICY: &'static Policy = P::POLICY;
}

/// A handler's companion, as generated code makes it.
#[diagnostic::on_unimplemented(
    message = "this handler has no CORS policy",
    label = "not annotated with `#[cors(…)]`",
    note = "say who may call it from a browser: `#[cors(origins = [\"https://app.example.com\"])]`",
    note = "or that nobody from elsewhere may: `#[cors(same_origin)]`",
    note = "where `#[cors(…)]` stands below `#[get(\"/…\")]` or the like, move it above",
    note = "where `#[cors(…)]` says `companion = Name`, write `handler as Name`",
    note = "to serve it without CORS, write `service_without_cors(handler)`"
)]
pub trait Companion {
    /// [`Attribute`] or [`ByHand`].
    type Route;
    /// Where the handler has a route attribute and does not use a named policy as it is.
    const POLICY: &'static Policy = &Policy::SAME_ORIGIN;

    /// The handler, mounted where its route attributes say.
    fn mount() -> Mounts {
        Mounts::default()
    }
}

/// A handler's companion. The impl is here and not in generated code, where a module `diagnostic` of the user's would be in its way.
pub trait Annotated {
    /// As [`Companion::Route`].
    type Route;
}

#[diagnostic::do_not_recommend]
impl<T: Companion> Annotated for T {
    type Route = T::Route;
}

/// The handler `H` has a route attribute.
#[derive(Debug)]
pub struct Attribute<H>(PhantomData<H>);

/// The handler has none.
#[derive(Debug)]
pub struct ByHand;

/// What a handler is that says itself where it is mounted.
#[diagnostic::on_unimplemented(
    message = "this handler has no route",
    label = "no `#[get(\"/…\")]` or the like between `#[cors(…)]` and the function",
    note = "say what it serves: `#[get(\"/users\")]`, below `#[cors(…)]`",
    note = "or mount it by hand: `cors_actix::resource(\"/users\").route(routes![get(handler)])`"
)]
pub trait HasRoute {
    /// Read by `routes!`: a constant reports what is missing without saying where the bound is.
    const MOUNT: fn() -> Mounts;
}

#[diagnostic::do_not_recommend]
impl<H: Companion> HasRoute for Attribute<H> {
    const MOUNT: fn() -> Mounts = H::mount;
}

/// What a handler is that is mounted by hand.
#[diagnostic::on_unimplemented(
    message = "this handler has a route already",
    label = "its route is the attribute below `#[cors(…)]`",
    note = "mount it by `service(routes![handler])`, or remove the attribute"
)]
pub trait HasNoRoute {
    /// As [`HasRoute::MOUNT`]; those of a path begin with none.
    const ROUTES: Routes;
}

#[diagnostic::do_not_recommend]
impl HasNoRoute for ByHand {
    const ROUTES: Routes = Routes(Vec::new());
}

/// The constants that `routes!` finds where a companion has no policy, such as the types that actix's own attributes make.
#[allow(non_upper_case_globals)]
pub trait NoPolicy {
    /// Never used: that it is not [`Annotated`], or that it has a route, has been said.
    const cors_policy_is_never_mounted_or_stands_below_the_route_attribute: Own =
        Own::of(&Policy::SAME_ORIGIN, FunctionId::UNKNOWN);
    /// As the other.
    const cors_policy_is_never_mounted: FunctionId = FunctionId::UNKNOWN;
}

impl<T> NoPolicy for T {}
