//! For the macros, their generated code and the adapters. Anything here may change in any release.

#[cfg(feature = "serde")]
pub use crate::observe::inventory::export::export_inventory;
#[cfg(feature = "utoipa")]
pub use crate::observe::openapi::Documentation;
#[cfg(feature = "recent")]
pub use crate::observe::recent::{PANEL, RecentDecision, decisions_after, is_recording, record, start_recording};
pub use crate::{
    decide::{
        page::{Page, Sender},
        sources::needs_sources,
    },
    handlers::{
        companion::{
            ByDefault, Carried, Carries, Defaulted, ForOneMethod, Forgeable, Forges, FormsMark, Inherited, NamedPolicy,
            Narrowed, Narrows, NoDefault, NotAnnotated, NotForgeable, NotNarrowed, Own, SafeToPost, SameOriginOnly,
            Suits, Unannotated, narrows, refuse_forgeable, refuse_forgeable_handler,
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
        enforcement::Enforcement,
        policy::{Origins, Policy, PolicyParts},
        spec::{HandlerFacts, TakesForms},
    },
    rules::{
        combinations::is_forgeable,
        front_end::FrontEnd,
        origins::is_reflection_keyword,
        overrides::{Mistake, forges, possible_mistakes},
        rule::Rule,
    },
};
use crate::{policy::hosts::HostList, rules::hosts::host_list};

/// The names that editors complete and explain.
pub mod editor {
    pub use crate::editor::{entries, methods, options, rules};
}

/// The policy of the methods outside `methods = […]`.
pub fn outside_methods(policy: &Policy) -> Policy {
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

/// Makes the hosts of a router.
///
/// # Panics
///
/// With every issue, if one of them is not a host.
#[track_caller]
pub fn router_hosts(list: impl IntoIterator<Item: AsRef<str>>) -> HostList {
    let hosts = host_list(list);
    let issues = hosts.as_ref().err().map(ToString::to_string).unwrap_or_default();
    assert!(hosts.is_ok(), "the hosts of the application are not valid:\n\n{issues}");
    hosts.unwrap_or(HostList::ANY)
}

/// Returns whether decisions are recorded for a panel: not without the feature `recent`.
#[cfg(not(feature = "recent"))]
#[inline]
pub const fn is_recording() -> bool {
    false
}

/// Never called without the feature `recent`.
#[cfg(not(feature = "recent"))]
#[inline]
pub fn record<R>(_: &Decided<'_, R>, _: &dyn std::fmt::Display) {}

/// Panics if the path of a panel is not literal. It has to end in a name, for the relative addresses of the page.
#[cfg(feature = "recent")]
#[track_caller]
pub fn assert_panel_path(path: &str) {
    let is_segment = |segment: &str| {
        let is_literal = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        !segment.is_empty() && segment.bytes().all(is_literal)
    };
    assert!(
        path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(is_segment)),
        "`{path}` is not a path for the panel: write a slash and a name of letters, digits and `-._~`, as in `/_cors`"
    );
}
