//! Policies, made of the rows of an inventory.

use std::{collections::HashMap, error::Error, fmt};

use cors_core::{
    Acknowledgement, Enforcement, HostList, InventoryOrigins, InventoryPolicy, Issues, MaxAgeSpec, Policy, PolicySpec,
};

/// The parts of a policy that an inventory does not tell.
///
/// ```
/// use cors_browser::DeclaredOptions;
///
/// let options = DeclaredOptions::default().with_dev_origins().with_known_origins(["https://tenant.example"]);
/// # let _ = options;
/// ```
#[derive(Debug, Clone, Default)]
pub struct DeclaredOptions {
    dev_origins: bool,
    known_origins: Vec<String>,
}

impl DeclaredOptions {
    /// Allows the origins of `dev_origins`, as a debug build does.
    #[must_use]
    pub fn with_dev_origins(mut self) -> Self {
        self.dev_origins = true;
        self
    }

    /// Sets the origins that sources allow (`origins = TENANTS`). Without them, sources deny every origin.
    #[must_use]
    pub fn with_known_origins<O: Into<String>>(mut self, origins: impl IntoIterator<Item = O>) -> Self {
        self.known_origins = origins.into_iter().map(Into::into).collect();
        self
    }
}

/// A policy of an inventory that breaks a rule: the inventory was not written by this release, or it was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredError {
    policy: String,
    issues: Issues,
}

impl fmt::Display for DeclaredError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the policy `{}` of the inventory is not valid: {}", self.policy, self.issues)
    }
}

impl Error for DeclaredError {}

/// Makes each policy once: it is never freed.
#[derive(Debug, Default)]
pub(super) struct Policies {
    options: DeclaredOptions,
    made: HashMap<String, &'static Policy>,
}

impl Policies {
    pub(super) fn new(options: DeclaredOptions) -> Self {
        Policies { options, made: HashMap::new() }
    }

    pub(super) fn policy(&mut self, declared: &InventoryPolicy) -> Result<&'static Policy, DeclaredError> {
        let invalid = |issues| DeclaredError { policy: declared.name.clone(), issues };
        self.make(&declared.name, spec(declared, &self.options)).map_err(invalid)
    }

    pub(super) fn hosts(&mut self, hosts: &[String]) -> Result<HostList, DeclaredError> {
        let spec = PolicySpec { same_origin: true, hosts: Some(hosts.to_vec()), ..PolicySpec::default() };
        let invalid = |issues| DeclaredError { policy: hosts.join(", "), issues };
        Ok(self.make("", spec).map_err(invalid)?.hosts())
    }

    fn make(&mut self, name: &str, spec: PolicySpec) -> Result<&'static Policy, Issues> {
        let key = format!("{name} {spec:?}");
        if let Some(made) = self.made.get(&key) {
            return Ok(made);
        }
        let policy = acknowledged(spec).validate()?.leak(name);
        self.made.insert(key, policy);
        Ok(policy)
    }
}

fn spec(declared: &InventoryPolicy, options: &DeclaredOptions) -> PolicySpec {
    let mut origins = match &declared.origins {
        InventoryOrigins::Any => vec!["*".to_owned()],
        InventoryOrigins::Listed(origins) => origins.clone(),
        InventoryOrigins::Source(_) => options.known_origins.clone(),
        // `same_origin`, and whatever a later release may add.
        _ => Vec::new(),
    };
    if options.dev_origins && declared.origins != InventoryOrigins::Any {
        origins.extend(declared.dev_origins.iter().cloned());
    }
    let mut once = Vec::new();
    origins.retain(|origin| {
        !once.contains(origin) && {
            once.push(origin.clone());
            true
        }
    });
    let listed = |names: &[String]| (!names.is_empty()).then(|| names.to_vec());
    let refusing = PolicySpec {
        enforce: match (declared.enforce, declared.report) {
            (true, _) => Some(Enforcement::Refuse),
            (false, true) => Some(Enforcement::Report),
            (false, false) => None,
        },
        hosts: listed(&declared.hosts),
        ..PolicySpec::default()
    };
    // Without an origin there is nothing to allow.
    if origins.is_empty() {
        return PolicySpec { same_origin: true, ..refusing };
    }
    PolicySpec {
        origins: Some(origins),
        credentials: declared.credentials,
        allow_headers: listed(&declared.allow_headers),
        expose_headers: listed(&declared.expose_headers),
        max_age: declared.max_age.map(|seconds| MaxAgeSpec::Seconds(seconds.into())),
        methods: declared.methods.clone(),
        ..refusing
    }
}

/// Accepts every risk that the program has accepted: that it compiled is the proof.
fn acknowledged(mut spec: PolicySpec) -> PolicySpec {
    let Err(issues) = spec.validate() else { return spec };
    for issue in issues.as_slice() {
        let rule = issue.kind.rule();
        let is_new = spec.acknowledgements.iter().all(|accepted| accepted.rule != rule.name());
        if rule.is_acknowledgeable() && is_new {
            let reason = "accepted by the program".to_owned();
            spec.acknowledgements.push(Acknowledgement { rule: rule.name().to_owned(), reason });
        }
    }
    spec
}
