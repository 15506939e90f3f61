//! What a handler's companion carries: the handler's name, and its policy as a type.
//!
//! A compiler that checks a program evaluates every constant, and a constant that is a whole policy costs more than the handler
//! whose policy it is. So a companion's constant is a name, and what `routes!` asks of a policy at compile time is asked of its
//! type.

use std::marker::PhantomData;

use cors_core::Policy;

use crate::NamedPolicy;

/// The value of a companion's constant.
#[derive(Debug)]
pub struct Companion<C>(pub(crate) &'static str, PhantomData<C>);

impl<C> Companion<C> {
    /// That of the handler with this path.
    pub const fn of(handler: &'static str) -> Self {
        Companion(handler, PhantomData)
    }
}

/// The policy of `P`, and whether it says `methods = […]`.
#[derive(Debug)]
pub struct Carried<P, const NARROWS: bool>(PhantomData<P>);

/// A [`Carried`].
pub trait Carries {
    /// The policy.
    const POLICY: &'static Policy;
}

#[diagnostic::do_not_recommend]
impl<P: NamedPolicy, const NARROWS: bool> Carries for Carried<P, NARROWS> {
    const POLICY: &'static Policy = P::POLICY;
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

/// A handler's companion.
#[diagnostic::on_unimplemented(
    message = "this handler has no CORS policy",
    label = "not annotated with `#[cors(…)]`",
    note = "say who may call it from a browser: `#[cors(origins = [\"https://app.example.com\"])]`",
    note = "or that nobody from elsewhere may: `#[cors(same_origin)]`",
    note = "to serve it without CORS, write `route_without_cors(path, get(handler))` instead of `route`"
)]
pub trait Annotated {
    /// Read by `routes!`: a constant reports a missing companion without saying where the bound is.
    const ANNOTATED: () = ();
    /// That of [`Own`], where the handler does not use a named policy as it is.
    const POLICY: &'static Policy = &Policy::NOBODY;
}

/// The policy that is the handler's own.
#[derive(Debug)]
pub struct Own<H>(PhantomData<H>);

#[diagnostic::do_not_recommend]
impl<H: Annotated> NamedPolicy for Own<H> {
    const POLICY: &'static Policy = H::POLICY;
    type Carried = Carried<Self, false>;
}

/// What `routes!` finds where a handler has no companion.
#[derive(Debug)]
pub struct NotAnnotated;

#[allow(non_upper_case_globals)]
impl NotAnnotated {
    /// Never used: [`NotAnnotated`] is not [`Annotated`].
    pub const cors_policy_is_never_mounted: Companion<Carried<Nobody, false>> = Companion("", PhantomData);
}

/// The policy of what is not annotated.
#[derive(Debug)]
pub struct Nobody;

#[diagnostic::do_not_recommend]
impl NamedPolicy for Nobody {
    const POLICY: &'static Policy = &Policy::NOBODY;
    type Carried = Carried<Self, false>;
}
