//! The companions of handlers, and the compiler's messages about handlers without a companion.

use std::marker::PhantomData;

use cors_core::{
    __private::{
        ByDefault, Carried, Carries, Defaulted, FormsMark, FunctionId, Inherited, NamedPolicy, NotAnnotated,
        NotNarrowed, Own, SameOriginOnly, Suits, Unannotated,
    },
    Policy,
};

use super::services::Mounts;

/// A policy for a handler with a route attribute, which lists the methods.
#[diagnostic::on_unimplemented(
    message = "`methods` is for handlers of any method; here the route attribute names the method [conflicting_options]",
    label = "says `methods = […]`",
    note = "remove `methods` from the policy",
    note = "see: docs/rules/conflicting_options.md"
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
    note = "to give it the default policy of the application or scope: `#[cors]`, above the route attribute",
    note = "if `#[cors(…)]` is below `#[get(\"/…\")]` or the like, move it above",
    note = "if `#[cors(…)]` says `companion = Name`, write `handler as Name`",
    note = "to serve it without CORS, write `service_without_cors(handler)`"
)]
pub trait Companion {
    /// [`Attribute`] or [`ByHand`].
    type Route;
    /// The policy of a handler with a route attribute, unless it is a named policy without overrides.
    const POLICY: &'static Policy = &Policy::SAME_ORIGIN;

    /// Mounts the handler at the paths of its route attributes. `default`: its policy, if it has none of its own.
    fn mount(default: &'static Policy) -> Mounts {
        let _ = default;
        Mounts::default()
    }
}

/// The type that has a handler's name, for handlers with a route attribute.
///
/// Implemented for every companion here and not in generated code, where a user's module `diagnostic` would shadow the attribute.
pub trait WithRoute {
    /// As [`Companion::Route`].
    type Route;
}

#[diagnostic::do_not_recommend]
impl<T: Companion> WithRoute for T {
    type Route = T::Route;
}

/// The type that has a handler's name, for handlers that are mounted by hand.
#[diagnostic::on_unimplemented(
    message = "this handler has no CORS policy",
    label = "not annotated with `#[cors(…)]`",
    note = "to allow an origin: `#[cors(origins = [\"https://app.example.com\"])]`",
    note = "to allow same-origin requests only: `#[cors(same_origin)]`",
    note = "if `#[cors(…)]` is below `#[get(\"/…\")]` or the like, move it above",
    note = "if `#[cors(…)]` says `companion = Name`, write `get(handler as Name)`",
    note = "to serve it without CORS, write `route_without_cors(web::get().to(handler))`"
)]
pub trait WithoutRoute {
    /// As [`Companion::Route`].
    type Route;
}

#[diagnostic::do_not_recommend]
impl<T: Companion> WithoutRoute for T {
    type Route = T::Route;
}

/// A handler without an attribute may have a default policy.
#[diagnostic::do_not_recommend]
impl WithoutRoute for NotAnnotated {
    type Route = ByHand;
}

/// The value of a companion's constant, under the default policy `D` of the application or scope that mounts the handler by hand.
#[diagnostic::on_unimplemented(
    message = "this handler has no CORS policy",
    label = "no `#[cors(…)]` that says which origins may read",
    note = "to allow an origin: `#[cors(origins = [\"https://app.example.com\"])]`",
    note = "to allow same-origin requests only: `#[cors(same_origin)]`",
    note = "to give all handlers of a path one policy: `routes![policy = Frontend; get(handler)]`; all of an application or scope: `with_default(Frontend)`",
    note = "to serve it without CORS, write `route_without_cors(web::get().to(handler))`"
)]
pub trait Annotated<D> {
    /// The value with its policy.
    type Carried: Carries;

    /// Returns the value with its policy.
    fn carried(self) -> Self::Carried;
}

#[diagnostic::do_not_recommend]
impl<P: NamedPolicy, M, F: FormsMark, D> Annotated<D> for Carried<P, M, F> {
    type Carried = Self;

    fn carried(self) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<M, F: FormsMark, D> Annotated<D> for Own<M, F> {
    type Carried = Self;

    fn carried(self) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<D: NamedPolicy> Annotated<D> for Unannotated {
    type Carried = Inherited<D>;

    fn carried(self) -> Inherited<D> {
        Inherited::NEW
    }
}

#[diagnostic::do_not_recommend]
impl<D: NamedPolicy, C: Suits<D>> Annotated<D> for ByDefault<C> {
    type Carried = Defaulted<D, C>;

    fn carried(self) -> Defaulted<D, C> {
        self.under()
    }
}

/// A default that no builder has.
///
/// With a second impl of [`Annotated`], rustc does not select one before the default is known; otherwise it would report the bounds of the
/// impl and not the message.
#[derive(Debug)]
pub enum UnknownDefault {}

#[diagnostic::do_not_recommend]
impl Annotated<UnknownDefault> for Unannotated {
    type Carried = Inherited<SameOriginOnly>;

    fn carried(self) -> Inherited<SameOriginOnly> {
        Inherited::NEW
    }
}

#[diagnostic::do_not_recommend]
impl<C> Annotated<UnknownDefault> for ByDefault<C> {
    type Carried = Inherited<SameOriginOnly>;

    fn carried(self) -> Inherited<SameOriginOnly> {
        Inherited::NEW
    }
}

/// The error is the missing [`WithoutRoute`].
#[diagnostic::do_not_recommend]
impl<D> Annotated<D> for OtherType {
    type Carried = Inherited<SameOriginOnly>;

    fn carried(self) -> Inherited<SameOriginOnly> {
        Inherited::NEW
    }
}

/// The value of a companion's constant, for a handler with a route attribute under the default policy `D`.
#[diagnostic::on_unimplemented(
    message = "this handler has no CORS policy",
    label = "`#[cors]` without options, and no default policy around it",
    note = "to allow an origin: `#[cors(origins = [\"https://app.example.com\"])]`",
    note = "to give the application or the scope a default policy, before its services: `with_default(Frontend)`",
    note = "to give these handlers one policy: `routes![policy = Frontend; handler]`"
)]
pub trait Routed<D> {
    /// The annotated function.
    fn function(&self) -> FunctionId;

    /// The default policy, if the handler has none of its own.
    fn default_policy(self) -> Option<&'static Policy>;
}

#[diagnostic::do_not_recommend]
impl<D> Routed<D> for FunctionId {
    fn function(&self) -> FunctionId {
        *self
    }

    fn default_policy(self) -> Option<&'static Policy> {
        None
    }
}

#[diagnostic::do_not_recommend]
impl<D, C> Routed<D> for ByDefault<C>
where
    D: NamedPolicy,
    C: Suits<D>,
{
    fn function(&self) -> FunctionId {
        ByDefault::function(self)
    }

    fn default_policy(self) -> Option<&'static Policy> {
        // Evaluated when the program is compiled, because a default policy may be a type parameter.
        let () = const { NotNarrowed::require(D::POLICY) };
        let _ = self.under();
        Some(D::POLICY)
    }
}

/// The error is the missing [`WithRoute`] or [`HasRoute`].
#[diagnostic::do_not_recommend]
impl<D> Routed<D> for OtherType {
    fn function(&self) -> FunctionId {
        FunctionId::UNKNOWN
    }

    fn default_policy(self) -> Option<&'static Policy> {
        None
    }
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
    const MOUNT: fn(&'static Policy) -> Mounts;
}

#[diagnostic::do_not_recommend]
impl<H: Companion> HasRoute for Attribute<H> {
    const MOUNT: fn(&'static Policy) -> Mounts = H::mount;
}

/// A handler without a route attribute, which is mounted by hand.
#[diagnostic::on_unimplemented(
    message = "this handler has a route already",
    label = "its route is the attribute below `#[cors(…)]`",
    note = "mount it by `service(routes![handler])`, or remove the attribute"
)]
pub trait HasNoRoute {
    /// Read by `routes!`, as [`HasRoute::MOUNT`].
    const BY_HAND: () = ();
}

#[diagnostic::do_not_recommend]
impl HasNoRoute for ByHand {}

/// The constants that `routes!` finds if the type that shares a handler's name is not a companion, such as the types that actix's own
/// attributes define. The handler may be annotated and its companion hidden, so it has no policy, not even a default.
#[allow(non_upper_case_globals)]
pub trait NoPolicy {
    /// Never used: the missing [`Companion`] is the error.
    const cors_policy_is_never_mounted_or_stands_below_the_route_attribute: OtherType = OtherType;
    /// Never used, as the other.
    const cors_policy_is_never_mounted: OtherType = OtherType;
}

/// The value that stands for the companion of a handler whose name is that of another type.
#[derive(Debug)]
pub struct OtherType;

impl<T> NoPolicy for T {}
