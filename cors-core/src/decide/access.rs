//! The answer of one policy to one origin.

use super::decision::Access;
use super::{
    reason::Reason,
    request::{OriginLines, RequestOrigin},
};
use crate::{
    origins::source::Verdicts,
    policy::policy::{Origins, Policy},
};

/// The only place where an origin is allowed.
#[inline]
pub(super) fn access<'r>(policy: &'static Policy, origin: OriginLines<'r>, verdicts: &Verdicts) -> Access<'r> {
    let line = match (policy.origins(), origin) {
        // `*` is written whoever asks, so that caches need not tell origins apart (Fetch, "CORS protocol and HTTP caches").
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

/// Whether the policy allows an origin; `None`: its source does not tell, or has not been asked, so that [`access`] denies it.
#[inline]
pub(super) fn allows(policy: &'static Policy, origin: OriginLines<'_>, verdicts: &Verdicts) -> Option<bool> {
    let is_allowed = access(policy, origin, verdicts).is_allowed();
    let tells = || policy.source().is_none() || !is_transient(why_denied(policy, origin, verdicts));
    (is_allowed || tells()).then_some(is_allowed)
}

/// Whether the next request of the same origin may be allowed, although this one is denied for this reason.
fn is_transient(reason: Reason) -> bool {
    matches!(reason, Reason::SourceFailed | Reason::SourceTooSlow | Reason::SourceNotAsked)
}

/// The reason why [`access`] has denied an origin.
#[cold]
pub(super) fn why_denied(policy: &'static Policy, origin: OriginLines<'_>, verdicts: &Verdicts) -> Reason {
    let origin = match origin.read() {
        RequestOrigin::Some(origin) => origin,
        RequestOrigin::Absent => return Reason::NoOrigin,
        RequestOrigin::Null => return Reason::NullOrigin,
        RequestOrigin::Malformed(reason) => return reason,
    };
    match policy.origins() {
        Origins::Source(source) => {
            let said = verdicts.find(source, origin.as_str().as_bytes(), policy.allows_credentials());
            said.err().unwrap_or(Reason::OriginNotAllowed)
        }
        Origins::Listed(_) | Origins::Any => Reason::OriginNotAllowed,
        // The policy of methods outside `methods`.
        Origins::SameOrigin if policy.methods().is_some() => Reason::MethodOutside,
        Origins::SameOrigin => Reason::SameOriginOnly,
    }
}
