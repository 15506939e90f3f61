//! The answer of one policy to one origin.

use super::{
    decision::Access,
    reason::Reason,
    request::{OriginAndHost, OriginLines, RequestOrigin},
};
use crate::{
    origins::source::Verdicts,
    policy::policy::{Origins, Policy},
};

/// Checks an origin against a policy. No other code allows an origin. A policy allows none under a host that it does not list.
#[inline]
pub(super) fn access<'r>(policy: &Policy, asked: OriginAndHost<'r>, verdicts: &Verdicts) -> Access<'r> {
    if !policy.hosts().allow(asked.host) {
        return Access::Denied;
    }
    let line = match (policy.origins(), asked.origin) {
        // `*` does not depend on the origin, so caches need not distinguish origins (Fetch, "CORS protocol and HTTP caches").
        (Origins::Any, _) => return Access::Any,
        (_, OriginLines::One(line)) => line,
        (_, OriginLines::None | OriginLines::Several) => return Access::Denied,
    };
    let found = match policy.origins() {
        Origins::Listed(list) => list.find_line(line),
        Origins::Source(source) => verdicts.find(source, line, policy.allows_credentials()).ok(),
        Origins::Any | Origins::SameOrigin => None,
    };
    match found.or_else(|| policy.dev_origins().find_line(line)) {
        Some(allowed) => Access::Origin(allowed),
        None => Access::Denied,
    }
}

/// Returns whether the policy allows an origin; `None`: its source has failed or was not queried, so that [`access`] denies the origin.
#[inline]
pub(super) fn allows(policy: &Policy, asked: OriginAndHost<'_>, verdicts: &Verdicts) -> Option<bool> {
    let is_allowed = access(policy, asked, verdicts).is_allowed();
    let is_known = || policy.source().is_none() || !is_transient(denial_reason(policy, asked, verdicts));
    (is_allowed || is_known()).then_some(is_allowed)
}

/// True if the next request of the same origin may be allowed, although this one is denied for this reason.
fn is_transient(reason: Reason) -> bool {
    matches!(reason, Reason::SourceFailed | Reason::SourceTooSlow | Reason::SourceNotAsked)
}

/// The reason why [`access`] has denied an origin.
#[cold]
pub(super) fn denial_reason(policy: &Policy, asked: OriginAndHost<'_>, verdicts: &Verdicts) -> Reason {
    if !policy.hosts().allow(asked.host) {
        return Reason::HostNotListed;
    }
    let origin = match asked.origin.read() {
        RequestOrigin::Some(origin) => origin,
        RequestOrigin::Absent => return Reason::NoOrigin,
        RequestOrigin::Null => return Reason::NullOrigin,
        RequestOrigin::Malformed(reason) => return reason,
    };
    match policy.origins() {
        Origins::Source(source) => {
            let found = verdicts.find(source, origin.as_str().as_bytes(), policy.allows_credentials());
            found.err().unwrap_or(Reason::OriginNotAllowed)
        }
        Origins::Listed(_) | Origins::Any => Reason::OriginNotAllowed,
        Origins::SameOrigin if !policy.dev_origins().is_empty() => Reason::OriginNotAllowed,
        // The policy of methods outside `methods`.
        Origins::SameOrigin if policy.methods().is_some() => Reason::MethodOutside,
        Origins::SameOrigin => Reason::SameOriginOnly,
    }
}
