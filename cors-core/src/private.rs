//! For the macros, for the code that they generate, and for the adapters: anything here may change in any release.

pub use crate::{
    Acknowledged, HandlerFacts, OriginList, Origins, Policy, Rule, Source,
    decide::needs_sources,
    event::{Decided, word_in_log},
    front_end::FrontEnd,
    origin_list::{Written, literals, written},
    overrides::{Mistake, possible_mistakes, refuse},
    policy::PolicyParts,
    same_origin::Page,
    source::{Askable, caught},
    validate::is_reflection_keyword,
};
#[cfg(feature = "runtime")]
pub use crate::{
    OriginSet,
    companion::{
        Carried, Carries, ForOneMethod, NamedPolicy, Narrowed, Narrows, NotAnnotated, NotNarrowed, Own, narrows,
        refuse_narrowed,
    },
    event::error_in_log,
    function_id::FunctionId,
};

/// The policy of the methods outside `methods = […]`.
#[must_use]
pub fn outside_methods(policy: &Policy) -> &'static Policy {
    policy.outside_methods()
}

/// Panics if a policy is to be that of a handler for one method, and narrows those for any.
#[cfg(feature = "runtime")]
#[track_caller]
pub fn assert_not_narrowed(policy: &Policy) {
    assert!(
        policy.methods().is_none(),
        "the policy `{}` says `methods = […]`, which narrows handlers for any method; here the routing says which. \
         Remove `methods` from the policy, or mount the handler with `any`",
        policy.name()
    );
}
