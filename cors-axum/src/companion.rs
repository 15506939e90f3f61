//! The messages of the compiler about handlers without a companion.

use cors_core::{
    __private::{FunctionId, Own},
    Policy,
};

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

/// The constant that `routes!` finds where a companion has no policy.
#[allow(non_upper_case_globals)]
pub trait NoPolicy {
    /// Never used: that it is not [`Annotated`] has been said.
    const cors_policy_is_never_mounted: Own = Own::of(&Policy::NOBODY, FunctionId::UNKNOWN);
}

impl<T> NoPolicy for T {}
