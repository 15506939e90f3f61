//! What a handler's companion carries: its policy, and at what path people know the handler.
//!
//! A compiler that checks a program looks at every constant, and one that is a whole policy costs more than the handler whose
//! policy it is. So where a handler uses a named policy, the constant is the handler's path and the policy is in its type; and
//! what `routes!` asks of a policy at compile time is asked of the type.

use std::marker::PhantomData;

use cors_core::{__private::FunctionId, Policy};

use crate::NamedPolicy;

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

/// A handler's companion.
#[diagnostic::on_unimplemented(
    message = "this handler has no CORS policy",
    label = "not annotated with `#[cors(…)]`",
    note = "say who may call it from a browser: `#[cors(origins = [\"https://app.example.com\"])]`",
    note = "or that nobody from elsewhere may: `#[cors(same_origin)]`",
    note = "where `#[cors(…)]` says `companion = Name`, write `get(handler as Name)`",
    note = "to serve it without CORS, write `route_without_cors(path, get(handler))` instead of `route`"
)]
pub trait Annotated {
    /// Read by `routes!`: a constant reports a missing companion without saying where the bound is.
    const ANNOTATED: () = ();
}

/// What `routes!` finds where a handler has no companion.
#[derive(Debug)]
pub struct NotAnnotated {}

/// What `routes!` finds where a companion has no policy.
#[allow(non_upper_case_globals)]
pub trait NoPolicy {
    /// Never used: that it is not [`Annotated`] has been said.
    const cors_policy_is_never_mounted: Own = Own(&Policy::NOBODY, FunctionId::UNKNOWN);
}

impl<T> NoPolicy for T {}
