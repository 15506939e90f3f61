//! The policies of one path: which method has which.

use crate::{
    method,
    policy::{Origins, Policy},
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
}

/// The methods of one path that share a policy, so that one answer tells a browser of all of them.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) policy: &'static Policy,
    methods: Vec<String>,
    any: bool,
    /// The value of `Access-Control-Allow-Methods`.
    pub(crate) allow_methods: String,
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
    /// as well, so it is recorded for them with a policy that lets nobody in.
    pub fn mount(&mut self, mounted: Mounted<'_>, policy: &'static Policy) {
        static OUTSIDE: Policy = Policy::NOBODY.named("outside `methods`");
        match (mounted, policy.methods()) {
            (Mounted::Any, Some(methods)) => {
                self.add(methods, false, policy);
                self.add(&[], true, &OUTSIDE);
            }
            (Mounted::Any, None) => self.add(&[], true, policy),
            (Mounted::Methods(methods), _) => self.add(methods, false, policy),
        }
        self.announce();
    }

    /// Records that a handler without a policy may serve other methods of the path. What it answers is not decorated.
    pub fn share(&mut self) {
        self.shared = true;
    }

    /// Whether a handler without a policy may serve methods of the path.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.shared
    }

    fn add(&mut self, methods: &[&str], any: bool, policy: &'static Policy) {
        let methods = methods.iter().map(|&method| method.to_owned());
        match self.groups.iter_mut().find(|group| group.policy.answers_like(policy)) {
            Some(group) => {
                group.methods.extend(methods);
                group.any |= any;
            }
            None => self.groups.push(Group { policy, methods: methods.collect(), any, allow_methods: String::new() }),
        }
    }

    /// Records all that `other` has recorded for the same path.
    pub fn merge(&mut self, other: PathPolicies) {
        for group in other.groups {
            let methods: Vec<&str> = group.methods.iter().map(String::as_str).collect();
            self.add(&methods, group.any, group.policy);
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
        self.all_sources().next().is_some()
    }

    /// Whether a policy says `enforce`.
    #[must_use]
    pub fn is_enforced(&self) -> bool {
        self.groups.iter().any(|group| group.policy.is_enforced())
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
        let own = |method: &str| self.groups.iter().find(|group| group.methods.iter().any(|own| own == method));
        own(method)
            .or_else(|| (method == "HEAD").then(|| own("GET")).flatten())
            .or_else(|| self.groups.iter().find(|group| group.any))
    }

    pub(crate) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Writes every group's `Access-Control-Allow-Methods` anew.
    fn announce(&mut self) {
        let values: Vec<String> = (0..self.groups.len()).map(|index| self.announced(index)).collect();
        for (group, value) in self.groups.iter_mut().zip(values) {
            group.allow_methods = value;
        }
    }

    fn announced(&self, index: usize) -> String {
        let serves = |method: &str| {
            let group = self.groups.get(index);
            group.is_some_and(|group| self.group_of(method).is_some_and(|serving| std::ptr::eq(serving, group)))
        };
        let own = self.groups.get(index).map(|group| group.methods.as_slice()).unwrap_or_default();
        let mut methods: Vec<&str> =
            COMMON.iter().copied().filter(|method| *method != "OPTIONS" && serves(method)).collect();
        methods.extend(own.iter().map(String::as_str).filter(|own| !COMMON.contains(own) || *own == "OPTIONS"));
        // No script can send these (Fetch, "forbidden method"), so no browser asks for them.
        methods.retain(|method| !method::is_forbidden(method));
        methods.join(", ")
    }
}
