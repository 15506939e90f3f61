//! The companion of an annotated handler: a constant with its policy and the function that it belongs to.
//!
//! A compiler checks every constant, and a constant with a whole policy costs more than its handler. So the companion of a handler
//! with a named policy has only the function as its value; the policy is in its type, and `routes!` checks the type.
//!
//! The addresses in these messages are literals, because rustc reads them before constants have values. A test compares them with
//! [`Rule::address`](crate::Rule::address).

use std::{any::type_name, marker::PhantomData, panic::Location};

use super::function_id::FunctionId;
use crate::{observe::inventory::row::PolicyFrom, policy::policy::Policy, rules::rule::Rule};

// rustc shows the source of a failed assertion, so the texts are not written there.
const NARROWED_FOR_ROUTE: &str = "`methods` is for handlers of any method; here the route attribute names the method \
    [conflicting_options]\n\nhelp: remove `methods` from the policy\nsee: docs/rules/conflicting_options.md";
const NARROWED_DEFAULT: &str = "`methods` is for handlers of any method; here the routing names the method [conflicting_options]\n\n\
    help: remove `methods` from the default policy, or mount the handler with any(…)\nsee: docs/rules/conflicting_options.md";
const FORGEABLE_BY_DEFAULT: &str = "any page can post to this handler with the user's cookies, without a preflight: it takes what a \
    form can send [forgeable]\n\nhelp: refuse pages that the policy does not allow: add `enforce` to the default policy\n\
    help: or take a body that no form can send: `Json`\n\
    help: or accept the risk on the record, in the policy: allow(forgeable, reason = \"…\")\nsee: docs/rules/forgeable.md";

/// A unit struct with `#[cors(…)]`. The policy works with every adapter, unless its origins come from a source, which implements the
/// trait of one adapter.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a CORS policy",
    label = "not a unit struct with `#[cors(…)]` on it",
    note = "name a policy with a unit struct: `#[cors(origins = [\"https://app.example.com\"])] pub struct Frontend;`"
)]
pub trait NamedPolicy: 'static {
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
#[diagnostic::on_unimplemented(
    message = "this handler has no CORS policy",
    label = "no `#[cors(…)]` that says which origins may read, and no default policy around it",
    note = "to allow an origin: `#[cors(origins = [\"https://app.example.com\"])]`",
    note = "to allow same-origin requests only: `#[cors(same_origin)]`",
    note = "to give all handlers of a path one policy: `routes![policy = Frontend; get(handler)]`"
)]
pub trait Carries {
    /// [`Narrowed`] or [`NotNarrowed`].
    type Methods;

    /// [`Forgeable`] or [`NotForgeable`].
    type Forms: FormsMark;

    /// Whether the policy breaks the rule `forgeable` where the handler is mounted for `POST`.
    const FORGES: bool = <Self::Forms as FormsMark>::FORGES;

    /// Evaluated where the handler is mounted for one method. Fails if a default policy says `methods = […]`: of a type parameter,
    /// only the compiled program knows that.
    const FOR_ONE_METHOD: () = ();

    /// The policy.
    fn policy(&self) -> &'static Policy;

    /// Where the policy is written.
    fn policy_from(&self) -> PolicyFrom {
        PolicyFrom::Attribute
    }

    /// Returns the path of the handler.
    ///
    /// # Panics
    ///
    /// If `H` is not the function to which the policy belongs.
    fn path_of<H: 'static>(&self) -> &'static str;

    /// Returns the place of an annotated handler's name in the source.
    fn location(&self) -> Option<&'static Location<'static>> {
        None
    }
}

/// The companion of a handler that uses a named policy without changes.
#[derive(Debug)]
pub struct Carried<P, M, F = NotForgeable>(FunctionId, PhantomData<(P, M, F)>);

impl<P, M, F> Carried<P, M, F> {
    /// The companion of a function.
    pub const fn of(function: FunctionId) -> Self {
        Carried(function, PhantomData)
    }
}

#[diagnostic::do_not_recommend]
impl<P: NamedPolicy, M, F: FormsMark> Carries for Carried<P, M, F> {
    type Methods = M;
    type Forms = F;

    fn policy(&self) -> &'static Policy {
        P::POLICY
    }

    #[track_caller]
    fn path_of<H: 'static>(&self) -> &'static str {
        self.0.check::<H>();
        self.0.path()
    }

    fn location(&self) -> Option<&'static Location<'static>> {
        self.0.location()
    }
}

/// The companion of a handler with its own policy, or with changes to a named policy.
#[derive(Debug)]
pub struct Own<M = NotNarrowed, F = NotForgeable>(&'static Policy, FunctionId, PhantomData<(M, F)>);

impl<M, F> Own<M, F> {
    /// The companion of a function.
    pub const fn of(policy: &'static Policy, function: FunctionId) -> Self {
        Own(policy, function, PhantomData)
    }
}

#[diagnostic::do_not_recommend]
impl<M, F: FormsMark> Carries for Own<M, F> {
    type Methods = M;
    type Forms = F;

    fn policy(&self) -> &'static Policy {
        self.0
    }

    #[track_caller]
    fn path_of<H: 'static>(&self) -> &'static str {
        self.1.check::<H>();
        self.1.path()
    }

    fn location(&self) -> Option<&'static Location<'static>> {
        self.1.location()
    }
}

/// Tells in a type whether a policy has `methods = […]`.
#[derive(Debug)]
pub struct Narrows<const YES: bool>;

/// It has. An alias, because an expression among a type's arguments is another constant to compile.
pub type Narrowed = Narrows<true>;

/// It has not.
pub type NotNarrowed = Narrows<false>;

impl NotNarrowed {
    /// Panics, at compile time, if a handler's route attribute and its policy both name methods.
    #[track_caller]
    pub const fn require(policy: &Policy) {
        assert!(!narrows(policy), "{}", NARROWED_FOR_ROUTE);
    }
}

/// Returns whether a policy has `methods = […]`.
pub const fn narrows(policy: &Policy) -> bool {
    policy.methods().is_some()
}

/// As [`NotNarrowed::require`], for a default policy.
const fn refuse_narrowed_default(policy: &Policy) {
    assert!(!narrows(policy), "{}", NARROWED_DEFAULT);
}

/// A policy that suits a handler for one method.
#[diagnostic::on_unimplemented(
    message = "`methods` is for handlers of any method; here the routing names the method [conflicting_options]",
    label = "its policy says `methods = […]`",
    note = "remove `methods` from the policy, or mount the handler with any(…)",
    note = "see: docs/rules/conflicting_options.md"
)]
pub trait ForOneMethod {}

#[diagnostic::do_not_recommend]
impl ForOneMethod for NotNarrowed {}

/// Tells in a type whether a policy breaks the rule `forgeable` where its handler is mounted for `POST`.
#[derive(Debug)]
pub struct Forges<const YES: bool>;

/// [`Forges`], for code that learns the methods of a handler at run time.
pub trait FormsMark {
    /// Whether the policy breaks the rule.
    const FORGES: bool;
}

impl<const YES: bool> FormsMark for Forges<YES> {
    const FORGES: bool = YES;
}

/// It does.
pub type Forgeable = Forges<true>;

/// It does not, or the handler does not take what forms can send.
pub type NotForgeable = Forges<false>;

/// Refuses a policy that breaks the rule `forgeable`, where the handler's type does not tell.
///
/// # Panics
///
/// In const evaluation, if it does.
pub const fn refuse_forgeable<C: Carries>() {
    assert!(!C::FORGES, "{}", FORGEABLE_BY_DEFAULT);
}

/// As [`refuse_forgeable`], for a handler `H` whose methods are known only when the program starts.
///
/// # Panics
///
/// If it is.
#[track_caller]
pub fn refuse_forgeable_handler<C: Carries, H>() {
    assert!(
        !C::FORGES,
        "any page can post to `{}` with the user's cookies, without a preflight: it takes what a form can send [forgeable]\n\n\
         help: refuse pages that the policy does not allow: add `enforce`\n\
         help: or take a body that no form can send: `Json`\n\
         help: or accept the risk on the record: allow(forgeable, reason = \"…\")\nsee: {}",
        type_name::<H>(),
        Rule::Forgeable.address(),
    );
}

/// A policy under which a handler may be mounted for `POST`. The words are those of the rule, which the macro reports where it knows the
/// method.
#[diagnostic::on_unimplemented(
    message = "any page can post to this handler with the user's cookies, without a preflight: it takes what a form can send [forgeable]",
    label = "its policy says `credentials`, and not `enforce`",
    note = "refuse pages that the policy does not allow: add `enforce`",
    note = "or take a body that no form can send: `Json`",
    note = "or accept the risk on the record: allow(forgeable, reason = \"…\")",
    note = "see: docs/rules/forgeable.md"
)]
pub trait SafeToPost {
    /// Read by `#[cors]`: an error about a constant does not show where the bound is.
    const SAFE: () = ();
}

#[diagnostic::do_not_recommend]
impl SafeToPost for NotForgeable {}

/// The default policy of a builder that has none: every handler needs `#[cors(…)]`.
#[derive(Debug)]
pub enum NoDefault {}

/// A policy that allows same-origin requests only, for values that no program has.
#[derive(Debug)]
pub struct SameOriginOnly;

impl NamedPolicy for SameOriginOnly {
    const POLICY: &'static Policy = &Policy::SAME_ORIGIN;

    type Carried = Carried<Self, NotNarrowed>;
}

/// The type that `routes!` finds where a handler has no companion.
#[derive(Debug)]
pub struct NotAnnotated {}

/// The constants of a companion.
#[allow(non_upper_case_globals)]
impl NotAnnotated {
    /// Of axum handlers, and of actix handlers with a route attribute.
    pub const cors_policy_is_never_mounted: Unannotated = Unannotated;
    /// Of actix handlers without a route attribute.
    pub const cors_policy_is_never_mounted_or_stands_below_the_route_attribute: Unannotated = Unannotated;
}

/// The value that stands for the companion of a handler without `#[cors(…)]`.
#[derive(Debug)]
pub struct Unannotated;

/// A handler without `#[cors(…)]` under the default policy `D` of the builder that mounts it.
///
/// Its signature is unknown, so no rule about extractors applies.
#[derive(Debug)]
pub struct Inherited<D>(PhantomData<D>);

impl<D> Inherited<D> {
    /// A handler under the default policy.
    pub const NEW: Self = Inherited(PhantomData);
}

#[diagnostic::do_not_recommend]
impl<D: NamedPolicy> Carries for Inherited<D> {
    // Not those of `D::Carried`: nothing is known of them where `D` is the type parameter of a library.
    type Methods = NotNarrowed;
    type Forms = NotForgeable;

    const FOR_ONE_METHOD: () = refuse_narrowed_default(D::POLICY);

    fn policy(&self) -> &'static Policy {
        D::POLICY
    }

    fn policy_from(&self) -> PolicyFrom {
        PolicyFrom::Default
    }

    fn path_of<H: 'static>(&self) -> &'static str {
        type_name::<H>()
    }
}

/// The companion of a handler with `#[cors]` alone, which has the default policy. `C` is the companion's type.
#[derive(Debug)]
pub struct ByDefault<C>(FunctionId, PhantomData<fn() -> C>);

impl<C> ByDefault<C> {
    /// The companion of a function.
    pub const fn of(function: FunctionId) -> Self {
        ByDefault(function, PhantomData)
    }

    /// The function.
    pub const fn function(&self) -> FunctionId {
        self.0
    }

    /// The handler under a default policy.
    pub fn under<D>(self) -> Defaulted<D, C>
    where
        C: Suits<D>,
    {
        let () = C::CHECKED;
        Defaulted(self.0, PhantomData)
    }
}

/// Implemented by generated code for the companion of a handler with `#[cors]` alone.
pub trait Suits<P> {
    /// Whether the policy breaks the rule `forgeable` where the handler is mounted for `POST`.
    const FORGES: bool;

    /// Its evaluation fails if the policy breaks a rule about the handler's extractors.
    const CHECKED: ();
}

/// A handler with `#[cors]` alone under the default policy `D`.
#[derive(Debug)]
pub struct Defaulted<D, C>(FunctionId, PhantomData<fn() -> (D, C)>);

#[diagnostic::do_not_recommend]
impl<D: NamedPolicy, C: Suits<D>> Carries for Defaulted<D, C> {
    // As for `Inherited`.
    type Methods = NotNarrowed;
    type Forms = NotForgeable;

    const FORGES: bool = C::FORGES;

    const FOR_ONE_METHOD: () = refuse_narrowed_default(D::POLICY);

    fn policy(&self) -> &'static Policy {
        D::POLICY
    }

    fn policy_from(&self) -> PolicyFrom {
        PolicyFrom::Default
    }

    #[track_caller]
    fn path_of<H: 'static>(&self) -> &'static str {
        self.0.check::<H>();
        self.0.path()
    }

    fn location(&self) -> Option<&'static Location<'static>> {
        self.0.location()
    }
}
