//! What a handler's companion carries: its policy, and at what path people know the handler.
//!
//! A compiler that checks a program looks at every constant, and one that is a whole policy costs more than the handler whose
//! policy it is. So where a handler uses a named policy, the constant is the handler's path and the policy is in its type; and
//! what `routes!` asks of a policy at compile time is asked of the type.

use std::marker::PhantomData;

use cors_core::{__private::FunctionId, Policy};

use crate::{NamedPolicy, Routes, mounts::Mounts};

/// The value of a companion's constant.
pub trait Carries {
    /// The policy.
    fn policy(&self) -> &'static Policy;
    /// The handler's path.
    fn handler(&self) -> &'static str;
    /// The annotated function.
    fn function(&self) -> FunctionId;

    /// Panics if a handler of the type `F` is not the annotated function.
    #[track_caller]
    fn check<F: 'static>(&self) {
        self.function().check::<F>(self.handler());
    }
}

/// A named policy as it is, and the handler's path. `NARROWS`: it says `methods = […]`.
#[derive(Debug)]
pub struct Carried<P, const NARROWS: bool>(&'static str, FunctionId, PhantomData<P>);

impl<P, const NARROWS: bool> Carried<P, NARROWS> {
    /// That of the handler with this path.
    pub const fn of(handler: &'static str, function: FunctionId) -> Self {
        Carried(handler, function, PhantomData)
    }
}

#[diagnostic::do_not_recommend]
impl<P: NamedPolicy, const NARROWS: bool> Carries for Carried<P, NARROWS> {
    fn policy(&self) -> &'static Policy {
        P::POLICY
    }

    fn handler(&self) -> &'static str {
        self.0
    }

    fn function(&self) -> FunctionId {
        self.1
    }
}

/// A policy that is the handler's own, and has its path for a name.
#[derive(Debug)]
pub struct Own(pub &'static Policy, pub FunctionId);

#[diagnostic::do_not_recommend]
impl Carries for Own {
    fn policy(&self) -> &'static Policy {
        self.0
    }

    fn handler(&self) -> &'static str {
        self.0.name()
    }

    fn function(&self) -> FunctionId {
        self.1
    }
}

/// The same, and it says `methods = […]`.
#[derive(Debug)]
pub struct Narrowed(pub &'static Policy, pub FunctionId);

#[diagnostic::do_not_recommend]
impl Carries for Narrowed {
    fn policy(&self) -> &'static Policy {
        self.0
    }

    fn handler(&self) -> &'static str {
        self.0.name()
    }

    fn function(&self) -> FunctionId {
        self.1
    }
}

/// The handler's path, and a policy that starts from a named one.
#[derive(Debug)]
pub struct Overriding<const NARROWS: bool>(pub &'static str, pub &'static Policy, pub FunctionId);

#[diagnostic::do_not_recommend]
impl<const NARROWS: bool> Carries for Overriding<NARROWS> {
    fn policy(&self) -> &'static Policy {
        self.1
    }

    fn handler(&self) -> &'static str {
        self.0
    }

    fn function(&self) -> FunctionId {
        self.2
    }
}

/// What a handler may carry that is mounted for methods.
#[diagnostic::on_unimplemented(
    message = "`methods` narrows a handler that is mounted for any method; here the routing says which [conflicting_options]",
    label = "its policy says `methods = […]`",
    note = "remove `methods` from the policy, or mount the handler with any(…)"
)]
pub trait CarriesForOneMethod: Carries {}

#[diagnostic::do_not_recommend]
impl<P: NamedPolicy> CarriesForOneMethod for Carried<P, false> {}

#[diagnostic::do_not_recommend]
impl CarriesForOneMethod for Own {}

#[diagnostic::do_not_recommend]
impl CarriesForOneMethod for Overriding<false> {}

/// The same where a route attribute says the methods.
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
impl<P: NamedPolicy> CarriesForRoute for Carried<P, false> {
    const POLICY: &'static Policy = P::POLICY;
}

/// A handler's companion.
#[diagnostic::on_unimplemented(
    message = "this handler has no CORS policy",
    label = "not annotated with `#[cors(…)]`",
    note = "say who may call it from a browser: `#[cors(origins = [\"https://app.example.com\"])]`",
    note = "or that nobody from elsewhere may: `#[cors(same_origin)]`",
    note = "where `#[cors(…)]` stands below `#[get(\"/…\")]` or the like, move it above",
    note = "where `#[cors(…)]` says `companion = Name`, write `handler as Name`",
    note = "to serve it without CORS, write `service_without_cors(handler)`"
)]
pub trait Annotated {
    /// [`Attribute`] or [`ByHand`].
    type Route;
    /// Where the handler has a route attribute and does not use a named policy as it is.
    const POLICY: &'static Policy = &Policy::NOBODY;

    /// Mounts the handler where its route attributes say.
    fn mount(_: &mut Mounts) {}
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
    const MOUNT: fn(&mut Mounts);
}

#[diagnostic::do_not_recommend]
impl<H: Annotated> HasRoute for Attribute<H> {
    const MOUNT: fn(&mut Mounts) = H::mount;
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

/// What `routes!` finds where a handler has no companion.
#[derive(Debug)]
pub struct NotAnnotated {}

/// What `routes!` finds where a companion has no policy, as what actix's own attributes make has none.
#[allow(non_upper_case_globals)]
pub trait NoPolicy {
    /// Never used: that it is not [`Annotated`], or that it has a route, has been said.
    const cors_policy_is_never_mounted_or_stands_below_the_route_attribute: Own =
        Own(&Policy::NOBODY, FunctionId::UNKNOWN);
    /// As the other.
    const cors_policy_is_never_mounted: (&str, FunctionId) = ("", FunctionId::UNKNOWN);
}

impl<T> NoPolicy for T {}
