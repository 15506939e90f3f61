//! For the macros, their generated code and the adapters. Anything here may change in any release.

pub use crate::{
    decide::{same_origin::Page, sources::needs_sources},
    handlers::{
        companion::{
            Carried, Carries, ForOneMethod, Forgeable, Forges, NamedPolicy, Narrowed, Narrows, NotAnnotated,
            NotForgeable, NotNarrowed, Own, SafeToPost, narrows, refuse_narrowed,
        },
        function_id::FunctionId,
    },
    observe::event::{Decided, error_in_log, word_in_log},
    origins::{
        list::{OriginList, Written, literals, written},
        set::origin_set::OriginSet,
        source::{Askable, Source, caught},
    },
    policy::{
        acknowledgement::Acknowledged,
        policy::{Origins, Policy, PolicyParts},
        spec::{HandlerFacts, TakesForms},
    },
    rules::{
        combinations::is_forgeable,
        front_end::FrontEnd,
        origins::is_reflection_keyword,
        overrides::{Mistake, forges, possible_mistakes, refuse},
        rule::Rule,
    },
};

/// The policy of the methods outside `methods = […]`.
pub fn outside_methods(policy: &Policy) -> &'static Policy {
    policy.outside_methods()
}

/// Panics if the policy of a handler for one method has `methods = […]`.
#[track_caller]
pub fn assert_not_narrowed(policy: &Policy) {
    assert!(
        policy.methods().is_none(),
        "the policy `{}` says `methods = […]`, which is for handlers of any method; here the routing names the method. \
         Remove `methods` from the policy, or mount the handler with `any`",
        policy.name()
    );
}
