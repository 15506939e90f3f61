//! The policies of one path: which method has which.

use crate::{
    method,
    origin_list::OriginList,
    policy::{Origins, Policy},
    request::method_in,
    source::Source,
};

/// The methods for which a handler is mounted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mounted<'a> {
    /// These.
    Methods(&'a [&'a str]),
    /// All that no other handler of the path is mounted for.
    Any,
}

/// The policies of all annotated handlers of one path.
///
/// Two methods of a path can have two policies, and a preflight is answered by the policy of the method that it asks for:
/// [`PathPolicies::decide`]. Methods come from the routing, never from a second list that can drift.
///
/// ```
/// use cors_core::{Mounted, PathPolicies, Policy};
///
/// static READ: Policy = Policy::NOBODY.named("Read");
/// let mut path = PathPolicies::new();
/// path.mount(Mounted::Methods(&["GET"]), &READ);
/// assert_eq!(path.policy_of("HEAD").map(Policy::name), Some("Read"));
/// assert!(path.policy_of("POST").is_none());
/// ```
#[derive(Debug, Clone, Default)]
pub struct PathPolicies {
    groups: Vec<Group>,
    shared: bool,
    /// Which group serves a method that one of them names, so that a request is not asked of each.
    served: Vec<(String, usize)>,
    /// The same for what is in the values of `Access-Control-Allow-Methods`.
    announced: Vec<(String, usize)>,
    /// Which serves all others.
    any: Option<usize>,
    /// Every actual request is decided upon by the first group, whatever its method is.
    is_uniform: bool,
    /// All policies let in those on a list and nobody else.
    is_listed: bool,
    is_enforced: bool,
    has_sources: bool,
}

/// The methods of one path that share a policy, so that one answer tells a browser of all of them.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) policy: &'static Policy,
    /// Of a policy that lets in those on it and nobody else.
    pub(crate) only: Option<&'static OriginList>,
    methods: Vec<String>,
    /// Those of a handler for any method that its policy narrows: a handler that is mounted for one of them comes first.
    narrowed: Vec<String>,
    any: bool,
    /// Those in the value of `Access-Control-Allow-Methods`.
    announced: Vec<String>,
    pub(crate) allow_methods: String,
}

impl Group {
    /// Whether the value of `Access-Control-Allow-Methods` has `method` in it.
    pub(crate) fn announces(&self, method: &str) -> bool {
        self.announced.iter().any(|announced| announced == method)
    }
}

/// What a handler for any method is announced to serve. A preflight that asks for another method is answered with that one.
pub(crate) const COMMON: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];

impl PathPolicies {
    /// No policies yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Records that a handler with `policy` serves these methods.
    ///
    /// A handler for any method that the policy narrows (`methods = […]`) is recorded for those methods. It serves the others
    /// as well, so it is recorded for them with a policy that lets nobody in, and with `enforce` refuses whoever asks.
    pub fn mount(&mut self, mounted: Mounted<'_>, policy: &'static Policy) {
        match (mounted, policy.methods()) {
            (Mounted::Any, Some(methods)) => {
                self.record(policy, |group| group.narrowed.extend(owned(methods)));
                self.record(policy.outside_methods(), |group| group.any = true);
            }
            (Mounted::Any, None) => self.record(policy, |group| group.any = true),
            (Mounted::Methods(methods), _) => self.record(policy, |group| group.methods.extend(owned(methods))),
        }
        self.announce();
    }

    /// Records that a handler without a policy may serve other methods of the path. What it answers is not decorated.
    pub fn share(&mut self) {
        self.shared = true;
        self.announce();
    }

    /// Whether a handler without a policy may serve methods of the path.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.shared
    }

    fn record(&mut self, policy: &'static Policy, what: impl FnOnce(&mut Group)) {
        if let Some(group) = self.groups.iter_mut().find(|group| group.policy.answers_like(policy)) {
            return what(group);
        }
        let only = match policy.origins() {
            Origins::Listed(list) if policy.dev_origins().is_empty() && !policy.is_enforced() => Some(list),
            _ => None,
        };
        let mut group = Group {
            policy,
            only,
            methods: Vec::new(),
            narrowed: Vec::new(),
            any: false,
            announced: Vec::new(),
            allow_methods: String::new(),
        };
        what(&mut group);
        self.groups.push(group);
    }

    /// Records all that `other` has recorded for the same path.
    pub fn merge(&mut self, other: PathPolicies) {
        for other in other.groups {
            self.record(other.policy, |group| {
                group.methods.extend(other.methods);
                group.narrowed.extend(other.narrowed);
                group.any |= other.any;
            });
        }
        self.shared |= other.shared;
        self.announce();
    }

    /// The sources of origins that are known only at run time.
    pub fn all_sources(&self) -> impl Iterator<Item = Source> {
        self.groups.iter().filter_map(|group| match group.policy.origins() {
            Origins::Source(source) => Some(source),
            Origins::Nobody | Origins::Any | Origins::Listed(_) => None,
        })
    }

    /// Whether there are any.
    #[must_use]
    pub fn has_sources(&self) -> bool {
        self.has_sources
    }

    /// Whether every actual request is decided upon alike, whatever its method is.
    #[doc(hidden)]
    #[must_use]
    pub fn is_uniform(&self) -> bool {
        self.is_uniform
    }

    /// Whether all policies let in those on a list and nobody else.
    #[inline]
    pub(crate) fn is_listed(&self) -> bool {
        self.is_listed
    }

    /// Whether a policy says `enforce`.
    #[must_use]
    pub fn is_enforced(&self) -> bool {
        self.is_enforced
    }

    /// Whether no handler is recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// The policy of the handler that serves `method`: its own, that of `GET` for `HEAD`, or that of a handler for any method.
    #[must_use]
    pub fn policy_of(&self, method: &str) -> Option<&'static Policy> {
        self.group_of(method).map(|group| group.policy)
    }

    pub(crate) fn group_of(&self, method: &str) -> Option<&Group> {
        self.groups.get(self.index_of(method)?)
    }

    #[inline]
    pub(crate) fn index_of(&self, method: &str) -> Option<usize> {
        self.served.iter().find(|(served, _)| served == method).map(|(_, index)| *index).or(self.any)
    }

    /// The group that decides upon an actual request.
    #[inline]
    pub(crate) fn deciding(&self, method: &str) -> Option<usize> {
        if self.is_uniform { Some(0) } else { self.index_of(method) }
    }

    /// The group that says of a method that it may be asked for.
    #[inline]
    pub(crate) fn announcing(&self, line: &[u8]) -> Option<usize> {
        self.announced.iter().find(|(method, _)| method.as_bytes() == line).map(|(_, index)| *index)
    }

    /// The method that a preflight asks for, with the group that may be asked for it; `None`: it is no method.
    pub(crate) fn asked_method<'r>(&'r self, line: &'r [u8]) -> Option<(&'r str, Option<usize>)> {
        let named = self.served.iter().find(|(served, _)| served.as_bytes() == line);
        let (method, index) = match named {
            Some((method, index)) => (method.as_str(), Some(*index)),
            None => (method_in(line)?, self.any),
        };
        Some((method, index.filter(|_| !method::is_forbidden(method))))
    }

    /// The group that serves `method`, where it is named.
    fn find_named(&self, method: &str) -> Option<usize> {
        let find = |is: &dyn Fn(&Group) -> bool| self.groups.iter().position(is);
        let or_get = if method == "HEAD" { "GET" } else { method };
        let has = |methods: &[String], method: &str| methods.iter().any(|own| own == method);
        find(&|group| has(&group.methods, method))
            .or_else(|| find(&|group| has(&group.methods, or_get)))
            .or_else(|| find(&|group| has(&group.narrowed, method)))
            .or_else(|| find(&|group| has(&group.narrowed, or_get)))
    }

    pub(crate) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Writes down anew which group serves which method, and every group's `Access-Control-Allow-Methods`.
    fn announce(&mut self) {
        let named =
            self.groups.iter().flat_map(|group| group.methods.iter().chain(&group.narrowed)).map(String::as_str);
        let mut methods: Vec<&str> = Vec::new();
        // Whoever serves GET serves HEAD.
        for method in named.chain(["HEAD"]) {
            if !methods.contains(&method) {
                methods.push(method);
            }
        }
        let served = methods.into_iter().filter_map(|method| Some((method.to_owned(), self.find_named(method)?)));
        self.served = served.collect();
        self.any = self.groups.iter().position(|group| group.any);
        self.is_enforced = self.groups.iter().any(|group| group.policy.is_enforced());
        // Where no policy speaks of a method, the answer is for whoever may use another one: here that is the same.
        self.is_uniform = self.groups.len() == 1 && !self.shared;
        self.is_listed = !self.groups.is_empty() && self.groups.iter().all(|group| group.only.is_some());
        let has_sources = self.all_sources().next().is_some();
        self.has_sources = has_sources;
        let announced: Vec<Vec<String>> = (0..self.groups.len()).map(|index| self.announced(index)).collect();
        for (group, announced) in self.groups.iter_mut().zip(announced) {
            group.allow_methods = announced.join(", ");
            group.announced = announced;
        }
        let announced = self.groups.iter().enumerate();
        let announced = announced.flat_map(|(index, group)| group.announced.iter().map(move |method| (method, index)));
        self.announced = announced.map(|(method, index)| (method.clone(), index)).collect();
    }

    fn announced(&self, index: usize) -> Vec<String> {
        let serves = |method: &str| self.index_of(method) == Some(index);
        let mut methods: Vec<&str> =
            COMMON.iter().copied().filter(|method| *method != "OPTIONS" && serves(method)).collect();
        let named = self.groups.get(index).into_iter().flat_map(|group| group.methods.iter().chain(&group.narrowed));
        for method in named.map(String::as_str) {
            if !methods.contains(&method) && serves(method) {
                methods.push(method);
            }
        }
        // No script can send these (Fetch, "forbidden method"), so no browser asks for them.
        methods.retain(|method| !method::is_forbidden(method));
        owned(&methods).collect()
    }
}

/// What a handler for any method is recorded with.
#[doc(hidden)]
impl Policy {
    /// Speaks for the methods outside `methods = […]`. A policy that keeps others from its handler keeps them from it by any
    /// method.
    #[must_use]
    pub fn outside_methods(&self) -> &'static Policy {
        static OUTSIDE: Policy = Policy::NOBODY.named("outside `methods`");
        static ENFORCED: Policy = OUTSIDE.enforced();
        if self.is_enforced() { &ENFORCED } else { &OUTSIDE }
    }
}

fn owned(methods: &[&str]) -> impl Iterator<Item = String> {
    methods.iter().map(|&method| method.to_owned())
}
