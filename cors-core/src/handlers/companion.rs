//! The companion of an annotated handler: its policy, and the function that it belongs to.
//!
//! A compiler that checks a program looks at every constant, and one that is a whole policy costs more than the handler whose
//! policy it is. So where a handler uses a named policy, the constant is the function alone and the policy is in its type; and
//! what `routes!` asks of a policy at compile time is asked of the type.

use std::marker::PhantomData;

use super::function_id::FunctionId;
use crate::policy::policy::Policy;

/// A policy serves handlers of every adapter, unless its origins come from a source: that implements the trait of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a CORS policy",
    label = "not a unit struct with `#[cors(…)]` on it",
    note = "name a policy with a unit struct: `#[cors(origins = [\"https://app.example.com\"])] pub struct Frontend;`"
)]
pub trait NamedPolicy {
    /// The policy.
    const POLICY: &'static Policy;

    /// For generated code.
    #[doc(hidden)]
    type Carried: Carries;
}

/// The value of a companion's constant.
pub trait Carries {
    /// Of [`Narrows`].
    type Methods;

    /// The policy.
    fn policy(&self) -> &'static Policy;

    /// The annotated function.
    fn function(&self) -> FunctionId;
}

/// A named policy as it is.
#[derive(Debug)]
pub struct Carried<P, M>(FunctionId, PhantomData<(P, M)>);

impl<P, M> Carried<P, M> {
    /// That of a function.
    #[must_use]
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

/// A policy of a handler's own, or one that starts from a named policy.
#[derive(Debug)]
pub struct Own<M = NotNarrowed>(&'static Policy, FunctionId, PhantomData<M>);

impl<M> Own<M> {
    /// That of a function.
    #[must_use]
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

/// Whether a policy says `methods = […]`.
#[derive(Debug)]
pub struct Narrows<const YES: bool>;

/// It does. A name, because an expression among a type's arguments is one more constant.
pub type Narrowed = Narrows<true>;

/// It does not.
pub type NotNarrowed = Narrows<false>;

/// Whether a policy says `methods = […]`.
#[must_use]
pub const fn narrows(policy: &Policy) -> bool {
    policy.methods().is_some()
}

/// Panics if a handler's route attribute and its policy both say the methods. Called as [`refuse`](crate::overrides::refuse) is.
///
/// # Panics
///
/// As it says.
#[track_caller]
pub const fn refuse_narrowed(policy: &Policy) {
    assert!(
        !narrows(policy),
        "`methods` narrows a handler that is mounted for any method; here the route attribute says which \
         [conflicting_options]\n\nhelp: remove `methods` from the policy"
    );
}

/// The methods of a policy whose handler is mounted for one method.
#[diagnostic::on_unimplemented(
    message = "`methods` narrows a handler that is mounted for any method; here the routing says which [conflicting_options]",
    label = "its policy says `methods = […]`",
    note = "remove `methods` from the policy, or mount the handler with any(…)"
)]
pub trait ForOneMethod {}

#[diagnostic::do_not_recommend]
impl ForOneMethod for NotNarrowed {}

/// The type that `routes!` finds where a handler has no companion.
#[derive(Debug)]
pub struct NotAnnotated {}
