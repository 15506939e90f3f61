//! Applications as data: which policies there are, and which handlers have them.

use std::collections::BTreeSet;

use cors_core::{Acknowledgement, MaxAgeSpec, Policy, PolicySpec, Rule};

/// A policy as somebody wrote it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Written {
    pub(crate) origins: Origins,
    pub(crate) credentials: bool,
    pub(crate) allow_headers: Vec<&'static str>,
    pub(crate) expose_headers: Vec<&'static str>,
    pub(crate) max_age: Option<u64>,
    pub(crate) methods: Option<Vec<&'static str>>,
    pub(crate) enforce: bool,
}

#[derive(Debug, Clone, Default)]
pub(crate) enum Origins {
    /// `same_origin`.
    #[default]
    Nobody,
    Any,
    Listed(Vec<&'static str>),
}

/// One path with its handlers, each by the number of its policy.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) on: Vec<(&'static str, usize)>,
    /// The handler for all other methods.
    pub(crate) any: Option<usize>,
    pub(crate) answer: Answer,
}

/// What every handler of a path answers, besides the number of its policy.
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
    pub(crate) head: Head,
}

/// Who serves HEAD where nobody is mounted for it, and frameworks differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    /// The handler for GET, and then the handler for any method: axum.
    ByGet,
    /// The handler for any method. The answer 405, where there is none, has the policy of GET: actix-web.
    ByAny,
}

/// In which a handler says which policy it has, so that a judge need not know how requests are routed.
pub(crate) const HANDLER: &str = "x-handler";

/// Where all applications are.
pub(crate) const HOST: &str = "api.example.com";

impl Answer {
    /// The lines that a handler with this policy sends.
    pub(crate) fn lines(&self, policy: usize) -> Vec<(&'static str, String)> {
        let mut lines = vec![(HANDLER, policy.to_string())];
        lines.extend(self.vary.map(|names| ("vary", names.to_owned())));
        if self.careless {
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
            Origins::Nobody | Origins::Any => &[],
        }
    }

    pub(crate) fn is_public(&self) -> bool {
        matches!(self.origins, Origins::Any)
    }

    /// `None`: it keeps not all rules. Risks are accepted on the record: this is about browsers, not about wisdom.
    pub(crate) fn policy(&self) -> Option<&'static Policy> {
        let owned = |names: &[&str]| (!names.is_empty()).then(|| names.iter().map(ToString::to_string).collect());
        let mut spec = PolicySpec {
            origins: if self.is_public() { owned(&["*"]) } else { owned(self.listed()) },
            same_origin: matches!(self.origins, Origins::Nobody),
            credentials: self.credentials,
            allow_headers: owned(&self.allow_headers),
            expose_headers: owned(&self.expose_headers),
            max_age: self.max_age.map(MaxAgeSpec::Seconds),
            methods: self.methods.as_deref().and_then(owned),
            enforce: self.enforce,
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

/// The path of a place. One more than there are is served by nobody.
pub(crate) fn path(place: usize) -> String {
    format!("/{place}")
}
