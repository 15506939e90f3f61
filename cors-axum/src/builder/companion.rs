//! Handlers and their policies under the default policy of a router, and the compiler's message about handlers without a policy.

use cors_core::__private::{
    ByDefault, Carried, Carries, Defaulted, FormsMark, Inherited, NamedPolicy, Own, Suits, Unannotated,
};

/// Implemented by generated code for the companion of a handler.
pub trait Companion {}

/// The value of a companion's constant, under the default policy `D` of the router that mounts the handler.
///
/// Implemented here and not in generated code, where a user's module `diagnostic` would shadow the attribute.
#[diagnostic::on_unimplemented(
    message = "this handler has no CORS policy",
    label = "no `#[cors(…)]` that says which origins may read",
    note = "to allow an origin: `#[cors(origins = [\"https://app.example.com\"])]`",
    note = "to allow same-origin requests only: `#[cors(same_origin)]`",
    note = "to give all handlers of a path one policy: `routes![policy = Frontend; get(handler)]`; all of a router: `CorsRouter::with_default(Frontend)`",
    note = "if `#[cors(…)]` says `companion = Name`, write `get(handler as Name)`",
    note = "to serve it without CORS, write `route_without_cors(path, get(handler))` instead of `route`"
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

/// The constant that `routes!` finds if the type that shares a handler's name is not a companion. The handler may be annotated and its
/// companion hidden, so it has no policy, not even a default.
#[allow(non_upper_case_globals)]
pub trait NoPolicy {
    /// Never used: the missing [`Annotated`] is the error.
    const cors_policy_is_never_mounted: OtherType = OtherType;
}

/// The value that stands for the companion of a handler whose name is that of another type.
#[derive(Debug)]
pub struct OtherType;

impl<T> NoPolicy for T {}
