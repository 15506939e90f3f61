//! For the macros, for the code that they generate, and for the adapters: anything here may change in any release.

pub use crate::{
    decide::{same_origin::Page, sources::needs_sources},
    observe::event::{Decided, word_in_log},
    origins::{
        list::{OriginList, Written, literals, written},
        source::{Askable, Source, caught},
    },
    policy::{
        acknowledgement::Acknowledged,
        policy::{Origins, Policy, PolicyParts},
        spec::HandlerFacts,
    },
    rules::{
        front_end::FrontEnd,
        origins::is_reflection_keyword,
        overrides::{Mistake, possible_mistakes, refuse},
        rule::Rule,
    },
};
pub use crate::{
    handlers::{
        companion::{
            Carried, Carries, ForOneMethod, NamedPolicy, Narrowed, Narrows, NotAnnotated, NotNarrowed, Own, narrows,
            refuse_narrowed,
        },
        function_id::FunctionId,
    },
    observe::event::error_in_log,
    origins::set::origin_set::OriginSet,
};

/// The policy of the methods outside `methods = […]`.
#[must_use]
pub fn outside_methods(policy: &Policy) -> &'static Policy {
    policy.outside_methods()
}

/// Panics if a policy is to be that of a handler for one method, and narrows those for any.
#[track_caller]
pub fn assert_not_narrowed(policy: &Policy) {
    assert!(
        policy.methods().is_none(),
        "the policy `{}` says `methods = […]`, which narrows handlers for any method; here the routing says which. \
         Remove `methods` from the policy, or mount the handler with `any`",
        policy.name()
    );
}
