//! The policies of one path: which method has which.

use super::decision::COMMON;
use crate::{
    origins::source::Source,
    policy::policy::{Origins, Policy, PolicyParts},
    syntax::method,
};

/// The methods for which a handler is mounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mounted<'a> {
    /// These.
    Methods(&'a [&'a str]),
    /// All that no other handler of the path is mounted for.
    Any,
}

/// The handler that serves a request, as far as policies are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Serving {
    /// A handler with a policy: that of this group of [`PathPolicies`].
    Policy(usize),
    /// A handler without a policy.
    WithoutPolicy,
    /// No handler: the router answers.
    Nothing,
}

/// The policy of one mounted handler among those of its path: for adapters that know which handler a request has come to.
#[derive(Debug, Clone, Copy)]
pub struct HandlerPolicy {
    within: Serving,
    /// Where the policy narrows a handler for any method: its methods, and the policy of all others.
    narrowed: Option<(&'static [&'static str], Serving)>,
}

impl HandlerPolicy {
    /// The policy for a request with this method.
    #[must_use]
    #[inline]
    pub fn serving(&self, method: &str) -> Serving {
        match self.narrowed {
            // HEAD has the policy of GET.
            Some((methods, outside))
                if !(methods.contains(&method) || method == "HEAD" && methods.contains(&"GET")) =>
            {
                outside
            }
            _ => self.within,
        }
    }
}

/// What keeps browsers from caching granted preflights for a method. Where both lists are empty and no method is named, nothing does.
///
/// A browser caches the methods and the header names of granted preflights apart from each other, for the whole path: any cached
/// method passes with any cached header, and `GET`, `HEAD` and `POST` always count as cached (Fetch, ["CORS-preflight cache"]). So a
/// grant may be cached only where no other policy of the path allows the origin a method that it does not allow with these headers.
///
/// ["CORS-preflight cache"]: https://fetch.spec.whatwg.org/#concept-cache
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cacheability {
    /// They never cache them, because the handler of this method, which needs no preflight by itself, has no policy, or one that
    /// allows less, or one whose origins only a source knows.
    pub because: Option<&'static str>,
    /// They do not for origins that the policies of these methods deny.
    pub unless_allowed_by: Vec<&'static str>,
    /// They do not for origins that the policies of these methods allow, but not with these headers.
    pub if_allowed_by: Vec<String>,
}

/// The policies of all handlers of one path.
///
/// Two methods of a path can have two policies, and a preflight is answered by the policy of the method that it asks for:
/// [`PathPolicies::decide`]. Methods come from the routing, never from a second list that can drift.
///
/// ```
/// use cors_core::{Mounted, PathPolicies, Policy, Serving};
///
/// static READ: Policy = Policy::SAME_ORIGIN.named("Read");
/// let mut path = PathPolicies::new();
/// path.mount(Mounted::Methods(&["GET"]), &READ);
/// path.mount_without_policy(Mounted::Methods(&["PUT"]));
/// assert_eq!(path.policy_of("HEAD").map(Policy::name), Some("Read"));
/// assert_eq!(path.serving("PUT"), Serving::WithoutPolicy);
/// assert_eq!(path.serving("POST"), Serving::Nothing);
/// ```
#[derive(Debug, Clone, Default)]
pub struct PathPolicies {
    groups: Vec<Group>,
    without_policy: Methods,
    /// The handlers of the methods that a handler names, so that a request does not look at each group.
    served: Vec<(String, Serving)>,
    /// The handler of all other methods.
    rest: Option<Serving>,
    has_sources: bool,
}

/// The methods of one path that share a policy, so that one answer tells a browser of all of them.
#[derive(Debug, Clone)]
struct Group {
    policy: &'static Policy,
    methods: Methods,
    announced: Vec<String>,
    allow_methods: String,
    caching: Caching,
}

/// The methods of handlers.
#[derive(Debug, Clone, Default)]
struct Methods {
    named: Vec<String>,
    /// Those of a handler for any method that its policy narrows: a handler that is mounted for one of them comes first.
    narrowed: Vec<String>,
    any: bool,
}

/// Whether a granted preflight of a group may be cached.
#[derive(Debug, Clone, Default)]
struct Caching {
    never: Option<&'static str>,
    /// The groups that have to allow the origin, too.
    allowed: Vec<usize>,
    /// The groups that must not.
    denied: Vec<usize>,
}

/// The methods that a browser lets through by cached header names, whatever methods it has cached.
///
/// Fetch, ["CORS-safelisted method"](https://fetch.spec.whatwg.org/#cors-safelisted-method).
const SAFELISTED: [&str; 3] = ["GET", "HEAD", "POST"];

impl PathPolicies {
    /// No policies yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Records that a handler with `policy` serves these methods.
    ///
    /// A handler for any method that the policy narrows (`methods = […]`) is recorded for those methods. It serves the others as
    /// well, so it is recorded for them with a policy that allows no other origin, and that refuses them if this one says `enforce`.
    pub fn mount(&mut self, mounted: Mounted<'_>, policy: &'static Policy) {
        match (mounted, policy.methods()) {
            (Mounted::Any, Some(methods)) => {
                self.group(policy).narrowed.extend(owned(methods));
                self.group(policy.outside_methods()).any = true;
            }
            (Mounted::Any, None) => self.group(policy).any = true,
            (Mounted::Methods(methods), _) => self.group(policy).named.extend(owned(methods)),
        }
        self.complete();
    }

    /// Records that a handler without a policy serves these methods. Its responses are not decorated, and preflights grant
    /// nothing for them.
    pub fn mount_without_policy(&mut self, mounted: Mounted<'_>) {
        match mounted {
            Mounted::Methods(methods) => self.without_policy.named.extend(owned(methods)),
            Mounted::Any => self.without_policy.any = true,
        }
        self.complete();
    }

    fn group(&mut self, policy: &'static Policy) -> &mut Methods {
        let index = self.group_of(policy).unwrap_or_else(|| {
            self.groups.push(Group {
                policy,
                methods: Methods::default(),
                announced: Vec::new(),
                allow_methods: String::new(),
                caching: Caching::default(),
            });
            self.groups.len() - 1
        });
        #[expect(clippy::indexing_slicing, reason = "found or pushed above; not on the way of a request")]
        &mut self.groups[index].methods
    }

    /// Whether no handler with a policy is recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The policies, without repetition, in the order of their groups.
    pub fn policies(&self) -> impl Iterator<Item = &'static Policy> {
        self.groups.iter().map(|group| group.policy)
    }

    /// The group of a policy: [`Serving::Policy`].
    #[must_use]
    pub fn group_of(&self, policy: &Policy) -> Option<usize> {
        self.groups.iter().position(|group| group.policy.answers_like(policy))
    }

    /// The policy of a handler that was recorded with [`PathPolicies::mount`].
    #[must_use]
    pub fn handler(&self, mounted: Mounted<'_>, policy: &Policy) -> HandlerPolicy {
        let of = |policy| self.group_of(policy).map_or(Serving::WithoutPolicy, Serving::Policy);
        let narrowed = policy.methods().filter(|_| mounted == Mounted::Any);
        HandlerPolicy { within: of(policy), narrowed: narrowed.map(|methods| (methods, of(policy.outside_methods()))) }
    }

    /// The handler that serves `method`: its own, that of `GET` for `HEAD`, or one for any method.
    #[must_use]
    #[inline]
    pub fn serving(&self, method: &str) -> Serving {
        let named = self.served.iter().find(|(served, _)| served == method);
        named.map_or(self.rest(), |(_, serving)| *serving)
    }

    /// The policy of the handler that serves `method`.
    #[must_use]
    pub fn policy_of(&self, method: &str) -> Option<&'static Policy> {
        match self.serving(method) {
            Serving::Policy(group) => self.policy(group),
            Serving::WithoutPolicy | Serving::Nothing => None,
        }
    }

    /// The sources of origins that are known only at run time.
    pub fn all_sources(&self) -> impl Iterator<Item = Source> {
        self.policies().filter_map(Policy::source)
    }

    /// Whether there are any.
    #[must_use]
    pub fn has_sources(&self) -> bool {
        self.has_sources
    }

    /// Whether a policy says `enforce`.
    #[must_use]
    pub fn is_enforced(&self) -> bool {
        self.policies().any(Policy::is_enforced)
    }

    /// Whether browsers may cache a granted preflight for `method`.
    #[must_use]
    pub fn cacheability(&self, method: &str) -> Cacheability {
        let caching = match self.serving(method) {
            Serving::Policy(group) => self.groups.get(group).map(|group| &group.caching),
            Serving::WithoutPolicy | Serving::Nothing => None,
        };
        let Some(Caching { never, allowed, denied }) = caching else { return Cacheability::default() };
        let of = |method: &str, groups: &[usize]| matches!(self.serving(method), Serving::Policy(group) if groups.contains(&group));
        let others = self.groups.iter().zip(0..).filter(|(_, group)| denied.contains(group));
        Cacheability {
            because: *never,
            unless_allowed_by: SAFELISTED.into_iter().filter(|method| of(method, allowed)).collect(),
            if_allowed_by: others.flat_map(|(group, _)| group.announced.iter().cloned()).collect(),
        }
    }

    #[inline]
    pub(crate) fn policy(&self, group: usize) -> Option<&'static Policy> {
        self.groups.get(group).map(|group| group.policy)
    }

    pub(super) fn served(&self) -> impl Iterator<Item = (&str, Serving)> {
        self.served.iter().map(|(method, serving)| (method.as_str(), *serving))
    }

    #[inline]
    pub(super) fn rest(&self) -> Serving {
        self.rest.unwrap_or(Serving::Nothing)
    }

    /// Whether the value of `Access-Control-Allow-Methods` lists `method`.
    pub(super) fn announces(&self, group: usize, method: &str) -> bool {
        self.groups.get(group).is_some_and(|group| group.announced.iter().any(|announced| announced == method))
    }

    /// The value of `Access-Control-Allow-Methods`.
    pub(crate) fn allow_methods(&self, group: usize) -> &str {
        self.groups.get(group).map_or("", |group| &group.allow_methods)
    }

    /// Whether a browser may cache a granted preflight of a group, where `allows` says which policies allow its origin, and `None`
    /// where their sources do not tell.
    #[inline]
    pub(super) fn may_be_cached(&self, group: usize, allows: impl Fn(&'static Policy) -> Option<bool>) -> bool {
        let Some(Caching { never, allowed, denied }) = self.groups.get(group).map(|group| &group.caching) else {
            return false;
        };
        let allows = |other: &usize| self.policy(*other).and_then(&allows);
        let (is_allowed, is_denied) = (|other| allows(other) == Some(true), |other| allows(other) == Some(false));
        never.is_none() && allowed.iter().all(is_allowed) && denied.iter().all(is_denied)
    }

    /// Whether the answer to a preflight of a group is another one for another origin.
    pub(crate) fn preflight_varies(&self, group: usize) -> bool {
        self.groups.get(group).is_none_or(|Group { policy, caching: Caching { allowed, denied, .. }, .. }| {
            policy.origins() != Origins::Any || !allowed.is_empty() || !denied.is_empty()
        })
    }

    /// Writes down anew what follows from the recorded handlers.
    fn complete(&mut self) {
        let all = || self.groups.iter().map(|group| &group.methods).chain([&self.without_policy]);
        let mut methods: Vec<String> = Vec::new();
        // A handler for GET serves HEAD.
        for method in all().flat_map(Methods::listed).map(String::as_str).chain(["HEAD"]) {
            if !methods.iter().any(|known| known == method) {
                methods.push(method.to_owned());
            }
        }
        self.rest = self.find(|methods| methods.any);
        self.served = methods
            .into_iter()
            .filter_map(|method| {
                let serving = self.find_named(&method)?;
                Some((method, serving))
            })
            .collect();
        self.has_sources = self.groups.iter().any(|group| group.policy.source().is_some());
        for index in 0..self.groups.len() {
            let announced = self.announced(index);
            let caching = self.caching(index);
            if let Some(group) = self.groups.get_mut(index) {
                group.allow_methods = announced.join(", ");
                group.announced = announced;
                group.caching = caching;
            }
        }
    }

    /// The first handler that has these methods.
    fn find(&self, has: impl Fn(&Methods) -> bool) -> Option<Serving> {
        let group = self.groups.iter().position(|group| has(&group.methods));
        group.map(Serving::Policy).or_else(|| has(&self.without_policy).then_some(Serving::WithoutPolicy))
    }

    /// The handler that serves `method`, where one names it.
    fn find_named(&self, method: &str) -> Option<Serving> {
        let or_get = if method == "HEAD" { "GET" } else { method };
        let has = |methods: &[String], method: &str| methods.iter().any(|own| own == method);
        self.find(|methods| has(&methods.named, method))
            .or_else(|| self.find(|methods| has(&methods.named, or_get)))
            .or_else(|| self.find(|methods| has(&methods.narrowed, method)))
            .or_else(|| self.find(|methods| has(&methods.narrowed, or_get)))
    }

    fn announced(&self, index: usize) -> Vec<String> {
        let serves = |method: &str| self.serving(method) == Serving::Policy(index);
        let mut methods: Vec<&str> =
            COMMON.iter().copied().filter(|method| *method != "OPTIONS" && serves(method)).collect();
        let named = self.groups.get(index).into_iter().flat_map(|group| group.methods.listed());
        for method in named.map(String::as_str) {
            if !methods.contains(&method) && serves(method) {
                methods.push(method);
            }
        }
        // No script can send these (Fetch, "forbidden method"), so no browser asks for them.
        methods.retain(|method| !method::is_forbidden(method));
        owned(&methods).collect()
    }

    fn caching(&self, index: usize) -> Caching {
        let mut caching = Caching::default();
        // Without a header, a browser caches nothing that holds for other methods.
        let Some(policy) = self.policy(index).filter(|policy| !policy.allow_headers().is_empty()) else {
            return caching;
        };
        for method in SAFELISTED {
            match self.serving(method) {
                Serving::Policy(group) if group == index => {}
                Serving::Policy(group) => match self.policy(group).filter(|other| grants_as_much(other, policy)) {
                    None => caching.never = caching.never.or(Some(method)),
                    Some(other) if allows_the_same(other, policy) || caching.allowed.contains(&group) => {}
                    // A preflight that is granted does not ask the sources of other methods.
                    Some(other) if other.source().is_some() => {
                        caching.never = caching.never.or(Some(method));
                    }
                    Some(_) => caching.allowed.push(group),
                },
                Serving::WithoutPolicy => caching.never = caching.never.or(Some(method)),
                Serving::Nothing => {}
            }
        }
        for (other, group) in self.policies().zip(0..) {
            if group != index && !allows_headers_of(other, policy) && !is_closed(other) {
                caching.denied.push(group);
            }
        }
        if caching.never.is_some() { Caching { never: caching.never, ..Caching::default() } } else { caching }
    }
}

/// Whether `other` is known to allow every origin that `policy` allows.
fn allows_the_same(other: &Policy, policy: &Policy) -> bool {
    let same = other.origins() == policy.origins() && other.dev_origins() == policy.dev_origins();
    same || other.origins() == Origins::Any
}

/// Whether `other` grants an origin that it allows at least the headers and credentials of `policy`.
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

impl Methods {
    fn listed(&self) -> impl Iterator<Item = &String> {
        self.named.iter().chain(&self.narrowed)
    }
}

impl Policy {
    /// The policy of the methods outside `methods = […]`: a policy that keeps other origins from its handler keeps them from it by
    /// any method.
    pub(crate) fn outside_methods(&self) -> &'static Policy {
        static OUTSIDE: Policy =
            PolicyParts { name: "outside_methods", methods: Some(&[]), ..PolicyParts::SAME_ORIGIN }.policy();
        static ENFORCED: Policy = OUTSIDE.enforced();
        if self.is_enforced() { &ENFORCED } else { &OUTSIDE }
    }
}

fn owned(methods: &[&str]) -> impl Iterator<Item = String> {
    methods.iter().map(|&method| method.to_owned())
}
