//! The companion of an annotated handler: a constant with its policy and the function that it belongs to.
//!
//! A compiler checks every constant, and a constant with a whole policy costs more than its handler. So the companion of a handler
//! with a named policy has only the function as its value; the policy is in its type, and `routes!` checks the type.

use std::marker::PhantomData;

use super::function_id::FunctionId;
use crate::policy::policy::Policy;

/// A unit struct with `#[cors(…)]`. The policy works with every adapter, unless its origins come from a source, which implements the
/// trait of one adapter.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a CORS policy",
    label = "not a unit struct with `#[cors(…)]` on it",
    note = "name a policy with a unit struct: `#[cors(origins = [\"https://app.example.com\"])] pub struct Frontend;`"
)]
pub trait NamedPolicy {
    /// The policy.
    const POLICY: &'static Policy;

    /// Returns [`NamedPolicy::POLICY`], for functions that take the policy as a value.
    fn policy(&self) -> &'static Policy {
        Self::POLICY
    }

    /// For generated code.
    #[doc(hidden)]
    type Carried: Carries;
}

/// The value of a companion's constant.
pub trait Carries {
    /// [`Narrowed`] or [`NotNarrowed`].
    type Methods;

    /// The policy.
    fn policy(&self) -> &'static Policy;

    /// The annotated function.
    fn function(&self) -> FunctionId;
}

/// The companion of a handler that uses a named policy without changes.
#[derive(Debug)]
pub struct Carried<P, M>(FunctionId, PhantomData<(P, M)>);

impl<P, M> Carried<P, M> {
    /// The companion of a function.
    pub const fn of(function: FunctionId) -> Self {
        Carried(function, PhantomData)
    }
}

#[diagnostic::do_not_recommend]
impl<P: NamedPolicy, M> Carries for Carried<P, M> {
    type Methods = M;

    fn policy(&self) -> &'static Policy {
        P::POLICY
    }

    fn function(&self) -> FunctionId {
        self.0
    }
}

/// The companion of a handler with its own policy, or with changes to a named policy.
#[derive(Debug)]
pub struct Own<M = NotNarrowed>(&'static Policy, FunctionId, PhantomData<M>);

impl<M> Own<M> {
    /// The companion of a function.
    pub const fn of(policy: &'static Policy, function: FunctionId) -> Self {
        Own(policy, function, PhantomData)
    }
}

#[diagnostic::do_not_recommend]
impl<M> Carries for Own<M> {
    type Methods = M;

    fn policy(&self) -> &'static Policy {
        self.0
    }

    fn function(&self) -> FunctionId {
        self.1
    }
}

/// Tells in a type whether a policy has `methods = […]`.
#[derive(Debug)]
pub struct Narrows<const YES: bool>;

/// It has. An alias, because an expression among a type's arguments is another constant to compile.
pub type Narrowed = Narrows<true>;

/// It has not.
pub type NotNarrowed = Narrows<false>;

/// Returns whether a policy has `methods = […]`.
pub const fn narrows(policy: &Policy) -> bool {
    policy.methods().is_some()
}

/// Panics, at compile time, if a handler's route attribute and its policy both name methods.
#[track_caller]
pub const fn refuse_narrowed(policy: &Policy) {
    assert!(
        !narrows(policy),
        "`methods` is for handlers of any method; here the route attribute names the method \
         [conflicting_options]\n\nhelp: remove `methods` from the policy"
    );
}

/// A policy that suits a handler for one method.
#[diagnostic::on_unimplemented(
    message = "`methods` is for handlers of any method; here the routing names the method [conflicting_options]",
    label = "its policy says `methods = […]`",
    note = "remove `methods` from the policy, or mount the handler with any(…)"
)]
pub trait ForOneMethod {}

#[diagnostic::do_not_recommend]
impl ForOneMethod for NotNarrowed {}

/// The type that `routes!` finds where a handler has no companion.
#[derive(Debug)]
pub struct NotAnnotated {}
