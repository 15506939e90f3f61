//! For generated code only: anything here may change in any release.

pub use axum::routing::MethodFilter;
pub use cors_core::{
    Acknowledged, Askable, HandlerFacts, OriginList, OriginPattern, OriginSet, Policy, Rule, Source,
    assert_not_narrowed, override_problem,
};

pub use crate::source::Asked;

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
}

/// What `routes!` finds where a handler has no companion.
#[derive(Debug)]
pub struct NotAnnotated;

#[allow(non_upper_case_globals)]
impl NotAnnotated {
    /// Never used: [`NotAnnotated`] is not [`Annotated`].
    pub const cors_policy_is_never_mounted: &'static Policy = &Policy::NOBODY;
}
