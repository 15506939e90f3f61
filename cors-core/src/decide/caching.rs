//! The rule by which browsers may cache a granted preflight.
//!
//! A browser caches the methods and the header names of granted preflights separately, for the whole URL and origin: any cached
//! method passes with any cached header, and `GET`, `HEAD` and `POST` always count as cached (Fetch, ["CORS-preflight cache"]). So a
//! grant may be cached only where no other policy of the path allows the origin a method without these headers.
//!
//! ["CORS-preflight cache"]: https://fetch.spec.whatwg.org/#concept-cache

use super::mounted::Serving;
use crate::policy::policy::{Origins, Policy};

/// The reasons why browsers may not cache granted preflights for a method. If both lists are empty and no method is named, they may.
///
/// See Fetch, ["CORS-preflight cache"](https://fetch.spec.whatwg.org/#concept-cache): methods and header names are cached separately,
/// so what is cached for one method of a path holds for the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cacheability {
    /// Never cached: the handler of this method, which needs no preflight by itself, has no policy, a stricter one, or one whose
    /// origins only a source knows.
    pub because: Option<&'static str>,
    /// Not cached for origins that the policies of these methods deny.
    pub unless_allowed_by: Vec<&'static str>,
    /// Not cached for origins that the policies of these methods allow, but not with these headers.
    pub if_allowed_by: Vec<String>,
}

/// The condition under which a granted preflight of a group may be cached.
#[derive(Debug, Clone, Default)]
pub(super) struct Caching {
    /// The method because of which it never may.
    pub(super) never: Option<&'static str>,
    /// The groups that have to allow the origin, too.
    pub(super) allowed: Vec<usize>,
    /// The groups that have to deny it.
    pub(super) denied: Vec<usize>,
}

/// The methods that pass with cached header names, whatever methods are cached.
///
/// Fetch, ["CORS-safelisted method"](https://fetch.spec.whatwg.org/#cors-safelisted-method).
pub(super) const SAFELISTED: [&str; 3] = ["GET", "HEAD", "POST"];

impl Caching {
    /// The condition for the group `index` of these policies, where `serving` returns the handler of a method.
    pub(super) fn new(index: usize, policies: &[Policy], serving: impl Fn(&str) -> Serving) -> Self {
        let mut caching = Caching::default();
        // Without a header, a browser caches nothing that holds for other methods.
        let Some(policy) = policies.get(index).filter(|policy| !policy.allow_headers().is_empty()) else {
            return caching;
        };
        for method in SAFELISTED {
            let group = match serving(method) {
                Serving::Nothing => continue,
                Serving::Policy(group) if group == index || caching.allowed.contains(&group) => continue,
                Serving::Policy(group) => Some(group),
                Serving::WithoutPolicy => None,
            };
            let other = group.and_then(|group| Some((group, policies.get(group)?)));
            match other.filter(|(_, other)| grants_as_much(other, policy)) {
                Some((_, other)) if allows_same_origins(other, policy) => {}
                Some((group, other)) if other.source().is_none() => caching.allowed.push(group),
                // A granted preflight does not query the sources of other methods.
                _ => return Caching { never: Some(method), ..Caching::default() },
            }
        }
        for (group, other) in policies.iter().enumerate() {
            if group != index && !allows_headers_of(other, policy) && !is_closed(other) {
                caching.denied.push(group);
            }
        }
        caching
    }

    /// Returns whether the condition is met. `allows` returns whether a group allows the origin; `None`: its source has not answered.
    #[inline]
    pub(super) fn is_met(&self, allows: impl Fn(usize) -> Option<bool>) -> bool {
        let all = |groups: &[usize], expected| groups.iter().all(|group| allows(*group) == Some(expected));
        self.never.is_none() && all(&self.allowed, true) && all(&self.denied, false)
    }

    pub(super) fn depends_on_origin(&self) -> bool {
        !self.allowed.is_empty() || !self.denied.is_empty()
    }
}

/// True if `other` is known to allow every origin that `policy` allows.
fn allows_same_origins(other: &Policy, policy: &Policy) -> bool {
    let same = other.origins() == policy.origins() && other.dev_origins() == policy.dev_origins();
    (same || other.origins() == Origins::Any) && (other.hosts() == policy.hosts() || other.hosts().is_empty())
}

/// True if `other` grants the origins that it allows at least the headers and credentials of `policy`.
fn grants_as_much(other: &Policy, policy: &Policy) -> bool {
    !is_closed(other) && other.allows_credentials() >= policy.allows_credentials() && allows_headers_of(other, policy)
}

fn allows_headers_of(other: &Policy, policy: &Policy) -> bool {
    let others = other.allow_headers();
    let allows = |name: &&'static str| others.contains(name) || (others.contains(&"*") && *name != "authorization");
    policy.allow_headers().iter().all(allows)
}

fn is_closed(policy: &Policy) -> bool {
    policy.origins() == Origins::SameOrigin && policy.dev_origins().is_empty()
}
