//! For the macros, for the code that they generate, and for the adapters: anything here may change in any release.

pub use crate::{
    combination::COMBINATION_RULES,
    decide::is_about_an_origin,
    event::Decided,
    front_end::FrontEnd,
    origin_list::{Written, literals, written},
    overrides::override_problem,
    policy::PolicyParts,
    same_origin::Page,
    source::{Askable, caught},
    validate::is_reflection_keyword,
};
#[cfg(feature = "runtime")]
pub use crate::{event::error_in_log, function_id::FunctionId};

/// The policy of the methods outside `methods = […]`.
#[must_use]
pub fn outside_methods(policy: &crate::Policy) -> &'static crate::Policy {
    policy.outside_methods()
}
