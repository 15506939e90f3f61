//! The companions of handlers, and the compiler's messages about handlers without a companion.

use std::marker::PhantomData;

use cors_core::{
    __private::{Carried, FunctionId, NamedPolicy, NotNarrowed, Own},
    Policy,
};

use super::{routes::Routes, services::Mounts};

/// A policy for a handler with a route attribute, which lists the methods.
#[diagnostic::on_unimplemented(
    message = "`methods` is for handlers of any method; here the route attribute names the method [conflicting_options]",
    label = "says `methods = […]`",
    note = "remove `methods` from the policy"
)]
pub trait CarriesForRoute {
    /// Read by `#[cors]`: an error about a constant does not show where the bound is.
    const POLICY: &'static Policy;
}

#[diagnostic::do_not_recommend]
impl<P: NamedPolicy, F> CarriesForRoute for Carried<P, NotNarrowed, F> {
    const POLICY: &'static Policy = P::POLICY;
}

/// Implemented by generated code for the companion of a handler.
#[diagnostic::on_unimplemented(
    message = "this handler has no CORS policy",
    label = "not annotated with `#[cors(…)]`",
    note = "to allow an origin: `#[cors(origins = [\"https://app.example.com\"])]`",
    note = "to allow same-origin requests only: `#[cors(same_origin)]`",
    note = "if `#[cors(…)]` is below `#[get(\"/…\")]` or the like, move it above",
    note = "if `#[cors(…)]` says `companion = Name`, write `handler as Name`",
    note = "to serve it without CORS, write `service_without_cors(handler)`"
)]
pub trait Companion {
    /// [`Attribute`] or [`ByHand`].
    type Route;
    /// The policy of a handler with a route attribute, unless it is a named policy without overrides.
    const POLICY: &'static Policy = &Policy::SAME_ORIGIN;

    /// Mounts the handler at the paths of its route attributes.
    fn mount() -> Mounts {
        Mounts::default()
    }
}

/// Implemented for every companion here and not in generated code, where a user's module `diagnostic` would shadow the attribute.
pub trait Annotated {
    /// As [`Companion::Route`].
    type Route;
}

#[diagnostic::do_not_recommend]
impl<T: Companion> Annotated for T {
    type Route = T::Route;
}

/// The [`Companion::Route`] of a handler `H` with a route attribute.
#[derive(Debug)]
pub struct Attribute<H>(PhantomData<H>);

/// The [`Companion::Route`] of a handler without a route attribute.
#[derive(Debug)]
pub struct ByHand;

/// A handler with a route attribute.
#[diagnostic::on_unimplemented(
    message = "this handler has no route",
    label = "no `#[get(\"/…\")]` or the like between `#[cors(…)]` and the function",
    note = "say what it serves: `#[get(\"/users\")]`, below `#[cors(…)]`",
    note = "or mount it by hand: `cors_actix::resource(\"/users\").route(routes![get(handler)])`"
)]
pub trait HasRoute {
    /// Read by `routes!`: an error about a constant does not show where the bound is.
    const MOUNT: fn() -> Mounts;
}

#[diagnostic::do_not_recommend]
impl<H: Companion> HasRoute for Attribute<H> {
    const MOUNT: fn() -> Mounts = H::mount;
}

/// A handler without a route attribute, which is mounted by hand.
#[diagnostic::on_unimplemented(
    message = "this handler has a route already",
    label = "its route is the attribute below `#[cors(…)]`",
    note = "mount it by `service(routes![handler])`, or remove the attribute"
)]
pub trait HasNoRoute {
    /// Read by `routes!`, as [`HasRoute::MOUNT`]: the empty list to which the routes of a path are added.
    const ROUTES: Routes;
}

#[diagnostic::do_not_recommend]
impl HasNoRoute for ByHand {
    const ROUTES: Routes = Routes(Vec::new());
}

/// The constants that `routes!` finds if a companion has no policy, such as the types that actix's own attributes define.
#[allow(non_upper_case_globals)]
pub trait NoPolicy {
    /// Never used: the missing [`Annotated`] or the route attribute is the error.
    const cors_policy_is_never_mounted_or_stands_below_the_route_attribute: Own =
        Own::of(&Policy::SAME_ORIGIN, FunctionId::UNKNOWN);
    /// Never used, as the other.
    const cors_policy_is_never_mounted: FunctionId = FunctionId::UNKNOWN;
}

impl<T> NoPolicy for T {}
