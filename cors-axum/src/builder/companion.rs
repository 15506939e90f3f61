//! The messages of the compiler about handlers without a companion.

use cors_core::{
    __private::{FunctionId, Own},
    Policy,
};

/// A handler's companion, as generated code makes it.
pub trait Companion {}

/// A handler's companion. The impl is here and not in generated code, where a module `diagnostic` of the user's would be in its way.
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

#[diagnostic::do_not_recommend]
impl<T: Companion> Annotated for T {}

/// The constant that `routes!` finds where a companion has no policy.
#[allow(non_upper_case_globals)]
pub trait NoPolicy {
    /// Never used: that it is not [`Annotated`] has been said.
    const cors_policy_is_never_mounted: Own = Own::of(&Policy::SAME_ORIGIN, FunctionId::UNKNOWN);
}

impl<T> NoPolicy for T {}
