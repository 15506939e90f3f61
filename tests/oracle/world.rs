//! Applications as data: which policies there are, and which handlers have them.

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
};

use cors_core::{Acknowledgement, Enforcement, MaxAgeSpec, Policy, PolicySpec, Rule};

use cors_tests::mutant::{HANDLER, WITHOUT_POLICY};

use crate::properties::Framework;

/// A policy as written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Written {
    pub(crate) origins: Origins,
    pub(crate) credentials: bool,
    pub(crate) allow_headers: Vec<&'static str>,
    pub(crate) expose_headers: Vec<&'static str>,
    pub(crate) max_age: Option<u64>,
    pub(crate) methods: Option<Vec<&'static str>>,
    pub(crate) enforce: Enforce,
    pub(crate) hosts: Vec<&'static str>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) enum Enforce {
    #[default]
    No,
    Report,
    Refuse,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) enum Origins {
    /// `same_origin`.
    #[default]
    SameOrigin,
    Any,
    Listed(Vec<&'static str>),
}

/// The policy of a handler, by its number. `None`: the handler has no policy.
pub(crate) type Carried = Option<usize>;

/// One path with its handlers.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) on: Vec<(&'static str, Carried)>,
    /// The handler for all other methods.
    pub(crate) any: Option<Carried>,
    /// How those without a policy are added.
    pub(crate) added: Added,
    pub(crate) answer: Answer,
    /// The handler for any method is a finished router or a service, which has one policy.
    pub(crate) is_foreign: bool,
    /// axum: the hosts of a router of its own, which is nested or merged. Empty: the path is in the router of all.
    pub(crate) hosts: Vec<&'static str>,
}

/// How handlers without a policy are added to a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Added {
    /// By `route_without_cors`, behind the others.
    Beside,
    /// axum: by `merge_without_cors`. actix-web: by `route_without_cors`, in front of the others.
    Merged,
    /// axum: by `nest_without_cors`. actix-web: by `service_without_cors`, in front of the others, which then never run.
    Apart,
}

/// The response of every handler of a path, besides the number of its policy.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) vary: Option<&'static str>,
    /// It sets headers that are not its business.
    pub(crate) careless: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) policies: Vec<Written>,
    pub(crate) places: Vec<Place>,
    /// The handler of unknown paths. If there is one, then on axum, methods that no handler of a path serves have one without a policy.
    pub(crate) fallback: Option<Carried>,
    /// Those of the router or the application.
    pub(crate) hosts: Vec<&'static str>,
    /// Routing differs between frameworks.
    pub(crate) framework: Framework,
}

/// The value of [`HANDLER`](cors_tests::mutant::HANDLER) that a handler with this policy sends.
fn name(carried: Carried) -> String {
    carried.map_or_else(|| WITHOUT_POLICY.to_owned(), |policy| policy.to_string())
}

/// The handler that sent this value of [`HANDLER`](cors_tests::mutant::HANDLER).
pub(crate) fn named(value: &str) -> Carried {
    (value != WITHOUT_POLICY).then(|| value.parse().expect("the number of a policy"))
}

/// Where all applications are.
pub(crate) const HOST: &str = "api.example.com";

impl Answer {
    /// The lines that a handler with this policy sends. Without a policy, its own CORS headers would be its business.
    pub(crate) fn lines(&self, carried: Carried) -> Vec<(&'static str, String)> {
        let mut lines = vec![(HANDLER, name(carried))];
        lines.extend(self.vary.map(|names| ("vary", names.to_owned())));
        if self.careless && carried.is_some() {
            lines.push(("access-control-allow-origin", "*".to_owned()));
            lines.push(("access-control-allow-credentials", "true".to_owned()));
        }
        lines
    }
}

impl Written {
    pub(crate) fn listed(&self) -> &[&'static str] {
        match &self.origins {
            Origins::Listed(listed) => listed,
            Origins::SameOrigin | Origins::Any => &[],
        }
    }

    pub(crate) fn is_public(&self) -> bool {
        matches!(self.origins, Origins::Any)
    }

    /// `None`: it keeps not all rules. Policies stay in memory for ever, so equal ones are made once.
    pub(crate) fn policy(&self) -> Option<&'static Policy> {
        thread_local! {
            static MADE: RefCell<HashMap<Written, Option<&'static Policy>>> = RefCell::default();
        }
        MADE.with_borrow_mut(|made| *made.entry(self.clone()).or_insert_with(|| self.make()))
    }

    /// Risks are accepted on the record: this is about browsers, not about wisdom.
    fn make(&self) -> Option<&'static Policy> {
        let owned = |names: &[&str]| (!names.is_empty()).then(|| names.iter().map(ToString::to_string).collect());
        let mut spec = PolicySpec {
            origins: if self.is_public() { owned(&["*"]) } else { owned(self.listed()) },
            same_origin: matches!(self.origins, Origins::SameOrigin),
            credentials: self.credentials,
            allow_headers: owned(&self.allow_headers),
            expose_headers: owned(&self.expose_headers),
            max_age: self.max_age.map(MaxAgeSpec::Seconds),
            methods: self.methods.as_deref().and_then(owned),
            enforce: match self.enforce {
                Enforce::No => None,
                Enforce::Report => Some(Enforcement::Report),
                Enforce::Refuse => Some(Enforcement::Refuse),
            },
            hosts: owned(&self.hosts),
            ..PolicySpec::default()
        };
        if let Err(issues) = spec.validate() {
            let rules: BTreeSet<Rule> = issues.into_iter().map(|issue| issue.kind.rule()).collect();
            spec.acknowledgements = rules
                .into_iter()
                .filter(|rule| rule.is_acknowledgeable())
                .map(|rule| Acknowledgement { rule: rule.name().to_owned(), reason: "a random case".to_owned() })
                .collect();
        }
        spec.validate().ok().map(|valid| valid.leak("Random"))
    }
}

impl World {
    pub(crate) fn policies(&self) -> Vec<&'static Policy> {
        self.policies.iter().map(|written| written.policy().expect("a valid policy")).collect()
    }

    /// Everything that any of the policies lists.
    pub(crate) fn listed(&self) -> Vec<&'static str> {
        self.policies.iter().flat_map(Written::listed).copied().collect()
    }
}

impl Place {
    /// The handlers without a policy.
    pub(crate) fn plain(&self) -> Self {
        self.only(|carried| carried.is_none())
    }

    /// The handlers with a policy.
    pub(crate) fn annotated(&self) -> Self {
        self.only(|carried| carried.is_some())
    }

    /// The policy of the finished router or service, if that is how the handler for any method is added, and the other handlers.
    pub(crate) fn foreign(&self) -> (Option<usize>, Self) {
        match self.any.flatten().filter(|_| self.is_foreign && self.plain().is_empty()) {
            Some(policy) => (Some(policy), Place { any: None, ..self.clone() }),
            None => (None, self.clone()),
        }
    }

    fn only(&self, keep: impl Fn(Carried) -> bool) -> Self {
        Place {
            on: self.on.iter().copied().filter(|(_, carried)| keep(*carried)).collect(),
            any: self.any.filter(|carried| keep(*carried)),
            ..self.clone()
        }
    }

    /// Whether a handler is mounted for this method.
    pub(crate) fn has(&self, method: &str) -> bool {
        self.on.iter().any(|(own, _)| *own == method)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.on.is_empty() && self.any.is_none()
    }
}

/// The prefix of all paths.
pub(crate) const PREFIX: &str = "/api";

/// The path of a place. One more than there are has no handler.
pub(crate) fn path(place: usize) -> String {
    format!("{PREFIX}/{place}")
}
