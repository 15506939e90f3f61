//! The compiler's messages about handlers without a companion.

use cors_core::{
    __private::{FunctionId, Own},
    Policy,
};

/// Implemented by generated code for the companion of a handler.
pub trait Companion {}

/// Implemented for every companion here and not in generated code, where a user's module `diagnostic` would shadow the attribute.
#[diagnostic::on_unimplemented(
    message = "this handler has no CORS policy",
    label = "not annotated with `#[cors(…)]`",
    note = "to allow an origin: `#[cors(origins = [\"https://app.example.com\"])]`",
    note = "to allow same-origin requests only: `#[cors(same_origin)]`",
    note = "if `#[cors(…)]` says `companion = Name`, write `get(handler as Name)`",
    note = "to serve it without CORS, write `route_without_cors(path, get(handler))` instead of `route`"
)]
pub trait Annotated {
    /// Read by `routes!`: an error about a constant does not show where the bound is.
    const ANNOTATED: () = ();
}

#[diagnostic::do_not_recommend]
impl<T: Companion> Annotated for T {}

/// The constant that `routes!` finds if a companion has no policy.
#[allow(non_upper_case_globals)]
pub trait NoPolicy {
    /// Never used: the missing [`Annotated`] is the error.
    const cors_policy_is_never_mounted: Own = Own::of(&Policy::SAME_ORIGIN, FunctionId::UNKNOWN);
}

impl<T> NoPolicy for T {}
