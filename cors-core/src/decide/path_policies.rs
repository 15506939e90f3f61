//! The policies of the handlers of one path.

use super::{
    caching::{Cacheability, Caching, SAFELISTED},
    decision::COMMON,
    mounted::{HandlerPolicy, Mounted, Serving},
    request::{OriginAndHost, OriginLines, RequestHead},
};
use crate::{
    origins::source::Source,
    policy::policy::{Origins, Policy, PolicyParts},
    syntax::method,
};

/// The policies of all handlers of one path.
///
/// Two methods of a path can have two policies; a preflight is answered by the policy of the method that it requests:
/// [`PathPolicies::decide`]. The methods come from the routing, never from a second list that could drift.
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
    /// The handler of each method that is named, so that a request does not search the groups.
    served: Vec<(String, Serving)>,
    /// The handler of all other methods.
    rest: Option<Serving>,
    /// The router does not serve `HEAD` by the handler for `GET`.
    no_automatic_head: bool,
    has_sources: bool,
    has_hosts: bool,
}

/// The methods of a path that share a policy, so that one answer lists all of them.
#[derive(Debug, Clone)]
struct Group {
    policy: Policy,
    methods: Methods,
    /// The methods in `Access-Control-Allow-Methods`.
    announced: Vec<String>,
    allow_methods: String,
    caching: Caching,
}

/// The methods for which handlers are mounted.
#[derive(Debug, Clone, Default)]
struct Methods {
    named: Vec<String>,
    /// The `methods = […]` of a handler for any method. A handler that is mounted for one of them takes precedence.
    narrowed: Vec<String>,
    any: bool,
}

impl PathPolicies {
    /// No policies yet.
    pub const fn new() -> Self {
        PathPolicies {
            groups: Vec::new(),
            without_policy: Methods { named: Vec::new(), narrowed: Vec::new(), any: false },
            served: Vec::new(),
            rest: None,
            no_automatic_head: false,
            has_sources: false,
            has_hosts: false,
        }
    }

    /// States that the router does not serve `HEAD` by the handler for `GET`, as actix-web does not.
    ///
    /// `HEAD` is then listed in `Access-Control-Allow-Methods` only where another handler serves it. Requests for `HEAD` still have the
    /// policy of `GET`, so that a page can read the 405.
    ///
    /// ```
    /// use cors_core::{Mounted, PathPolicies, Policy};
    ///
    /// static READ: Policy = Policy::SAME_ORIGIN.named("Read");
    /// let mut path = PathPolicies::new().without_automatic_head();
    /// path.mount(Mounted::Methods(&["GET"]), &READ);
    /// assert_eq!(path.policy_of("HEAD").map(Policy::name), Some("Read"));
    /// ```
    #[must_use]
    pub fn without_automatic_head(mut self) -> Self {
        self.no_automatic_head = true;
        self.update();
        self
    }

    /// Records that a handler with `policy` serves these methods.
    ///
    /// A handler for any method that its policy narrows (`methods = […]`) is recorded for those methods. It serves the others, too:
    /// they get a policy that allows no other origin, and that refuses what this one refuses.
    pub fn mount(&mut self, mounted: Mounted<'_>, policy: &Policy) {
        match (mounted, policy.methods()) {
            (Mounted::Any, Some(methods)) => {
                self.group(policy).narrowed.extend(owned(methods));
                self.group(&policy.outside_methods()).any = true;
            }
            (Mounted::Any, None) => self.group(policy).any = true,
            (Mounted::Methods(methods), _) => self.group(policy).named.extend(owned(methods)),
        }
        self.update();
    }

    /// Records that a handler without a policy serves these methods. Its responses get no headers, and preflights for it are denied.
    pub fn mount_without_policy(&mut self, mounted: Mounted<'_>) {
        match mounted {
            Mounted::Methods(methods) => self.without_policy.named.extend(owned(methods)),
            Mounted::Any => self.without_policy.any = true,
        }
        self.update();
    }

    /// Takes away what the policies allow, but not what they refuse. Every [`Serving`] stays valid.
    #[must_use]
    pub fn closed(mut self) -> Self {
        for group in &mut self.groups {
            group.policy = PolicyParts::of(&group.policy).closed().policy();
        }
        self.update();
        self
    }

    fn group(&mut self, policy: &Policy) -> &mut Methods {
        let index = self.group_of(policy).unwrap_or_else(|| {
            self.groups.push(Group {
                policy: policy.in_effect(),
                methods: Methods::default(),
                announced: Vec::new(),
                allow_methods: String::new(),
                caching: Caching::default(),
            });
            self.groups.len() - 1
        });
        #[expect(clippy::indexing_slicing, reason = "found or pushed above; never called for a request")]
        &mut self.groups[index].methods
    }

    /// True if no handler with a policy is recorded.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The policies, without repetition, in the order of their groups.
    pub fn policies(&self) -> impl Iterator<Item = &Policy> {
        self.groups.iter().map(|group| &group.policy)
    }

    /// The group of a policy: [`Serving::Policy`].
    pub fn group_of(&self, policy: &Policy) -> Option<usize> {
        self.groups.iter().position(|group| group.policy.answers_like(policy))
    }

    /// The policy of a handler that was recorded with [`PathPolicies::mount`].
    pub fn handler(&self, mounted: Mounted<'_>, policy: &Policy) -> HandlerPolicy {
        let of = |policy: &Policy| self.group_of(policy).map_or(Serving::WithoutPolicy, Serving::Policy);
        let narrowed = policy.methods().filter(|_| mounted == Mounted::Any);
        HandlerPolicy { within: of(policy), narrowed: narrowed.map(|methods| (methods, of(&policy.outside_methods()))) }
    }

    /// The handler that serves `method`: its own, that of `GET` for `HEAD`, or one for any method.
    #[inline]
    pub fn serving(&self, method: &str) -> Serving {
        let named = self.served.iter().find(|(served, _)| served == method);
        named.map_or(self.rest(), |(_, serving)| *serving)
    }

    /// The policy of the handler that serves `method`.
    pub fn policy_of(&self, method: &str) -> Option<&Policy> {
        match self.serving(method) {
            Serving::Policy(group) => self.policy(group),
            Serving::WithoutPolicy | Serving::Nothing => None,
        }
    }

    /// The sources of origins that are known only at run time.
    pub fn all_sources(&self) -> impl Iterator<Item = Source> {
        self.policies().filter_map(Policy::source)
    }

    /// Returns whether a policy has a source.
    pub fn has_sources(&self) -> bool {
        self.has_sources
    }

    /// Returns whether a policy has `enforce` or `hosts`, so that requests may be refused.
    pub fn may_refuse(&self) -> bool {
        self.policies().any(Policy::may_refuse)
    }

    /// The origin and the host of a request, as far as the policies read them.
    #[inline]
    pub(super) fn asked<'r, R: RequestHead>(&self, request: &'r R) -> OriginAndHost<'r> {
        let host = if self.has_hosts { request.authority() } else { None };
        OriginAndHost { origin: OriginLines::of(request.origin()), host }
    }

    /// The reasons why browsers may not cache a granted preflight for `method`.
    pub fn cacheability(&self, method: &str) -> Cacheability {
        let caching = match self.serving(method) {
            Serving::Policy(group) => self.groups.get(group).map(|group| &group.caching),
            Serving::WithoutPolicy | Serving::Nothing => None,
        };
        let Some(Caching { never, allowed, denied }) = caching else { return Cacheability::default() };
        let is_allowed =
            |method: &&str| matches!(self.serving(method), Serving::Policy(group) if allowed.contains(&group));
        let denied = denied.iter().filter_map(|group| self.groups.get(*group));
        Cacheability {
            because: *never,
            unless_allowed_by: SAFELISTED.into_iter().filter(is_allowed).collect(),
            if_allowed_by: denied.flat_map(|group| group.announced.iter().cloned()).collect(),
        }
    }

    #[inline]
    pub(crate) fn policy(&self, group: usize) -> Option<&Policy> {
        self.groups.get(group).map(|group| &group.policy)
    }

    pub(super) fn served(&self) -> impl Iterator<Item = (&str, Serving)> {
        self.served.iter().map(|(method, serving)| (method.as_str(), *serving))
    }

    #[inline]
    pub(super) fn rest(&self) -> Serving {
        self.rest.unwrap_or(Serving::Nothing)
    }

    /// Returns whether the value of `Access-Control-Allow-Methods` lists `method`.
    pub(super) fn announces(&self, group: usize, method: &str) -> bool {
        self.groups.get(group).is_some_and(|group| group.announced.iter().any(|announced| announced == method))
    }

    /// The value of `Access-Control-Allow-Methods`.
    pub(crate) fn allow_methods(&self, group: usize) -> &str {
        self.groups.get(group).map_or("", |group| &group.allow_methods)
    }

    /// Returns whether a browser may cache a granted preflight of a group. `allows` returns whether a policy allows its origin; `None`:
    /// its source has not answered.
    #[inline]
    pub(super) fn may_be_cached(&self, group: usize, allows: impl Fn(&Policy) -> Option<bool>) -> bool {
        let allows = |other| self.policy(other).and_then(&allows);
        self.groups.get(group).is_some_and(|group| group.caching.is_met(allows))
    }

    /// Returns whether the answer to a preflight of a group depends on the origin.
    pub(crate) fn preflight_varies(&self, group: usize) -> bool {
        let varies = |group: &Group| group.policy.origins() != Origins::Any || group.caching.depends_on_origin();
        self.groups.get(group).is_none_or(varies)
    }

    /// Computes everything that follows from the recorded handlers.
    fn update(&mut self) {
        let all = || self.groups.iter().map(|group| &group.methods).chain([&self.without_policy]);
        let mut methods: Vec<String> = Vec::new();
        // HEAD has the policy of GET.
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
        let policies: Vec<Policy> = self.policies().copied().collect();
        self.has_hosts = policies.iter().any(|policy| !policy.hosts().is_empty());
        self.has_sources = policies.iter().any(|policy| policy.source().is_some());
        for index in 0..self.groups.len() {
            let announced = self.announced(index);
            let caching = Caching::new(index, &policies, |method| self.serving(method));
            if let Some(group) = self.groups.get_mut(index) {
                group.allow_methods = announced.join(", ");
                group.announced = announced;
                group.caching = caching;
            }
        }
    }

    /// The first handler with these methods.
    fn find(&self, has: impl Fn(&Methods) -> bool) -> Option<Serving> {
        let group = self.groups.iter().position(|group| has(&group.methods));
        group.map(Serving::Policy).or_else(|| has(&self.without_policy).then_some(Serving::WithoutPolicy))
    }

    /// The handler that serves `method` by name.
    fn find_named(&self, method: &str) -> Option<Serving> {
        let or_get = if method == "HEAD" { "GET" } else { method };
        let has = |methods: &[String], method: &str| methods.iter().any(|own| own == method);
        self.find(|methods| has(&methods.named, method))
            .or_else(|| self.find(|methods| has(&methods.named, or_get)))
            .or_else(|| self.find(|methods| has(&methods.narrowed, method)))
            .or_else(|| self.find(|methods| has(&methods.narrowed, or_get)))
    }

    /// Returns whether a handler of the group serves `method`, which has the policy of the group: `HEAD` may have it from `GET` without
    /// being served.
    pub(super) fn has_handler(&self, group: usize, method: &str) -> bool {
        let Some(Group { methods, .. }) = self.groups.get(group) else { return false };
        method != "HEAD"
            || !self.no_automatic_head
            || self.rest == Some(Serving::Policy(group))
            || methods.named.iter().any(|named| named == "HEAD")
            || methods.narrowed.iter().any(|narrowed| narrowed == "HEAD" || narrowed == "GET")
    }

    fn announced(&self, index: usize) -> Vec<String> {
        let serves = |method: &str| self.serving(method) == Serving::Policy(index) && self.has_handler(index, method);
        let mut methods: Vec<&str> =
            COMMON.iter().copied().filter(|method| *method != "OPTIONS" && serves(method)).collect();
        let named = self.groups.get(index).into_iter().flat_map(|group| group.methods.listed());
        for method in named.map(String::as_str) {
            if !methods.contains(&method) && serves(method) {
                methods.push(method);
            }
        }
        // No script can send these (Fetch, "forbidden method"), so no browser requests them.
        methods.retain(|method| !method::is_forbidden(method));
        owned(&methods).collect()
    }
}

impl Methods {
    fn listed(&self) -> impl Iterator<Item = &String> {
        self.named.iter().chain(&self.narrowed)
    }
}

fn owned(methods: &[&str]) -> impl Iterator<Item = String> {
    methods.iter().map(|&method| method.to_owned())
}
