//! A row of an inventory.

use crate::{
    decide::path_policies::{Cacheability, PathPolicies},
    origins::list::OriginList,
    policy::{
        acknowledgement::Acknowledgement,
        policy::{Origins, Policy},
    },
};

/// A method of a path, and the policy that is in effect for it.
///
/// ```
/// use cors_core::{InventoryOrigins, InventoryRow, Policy, RowKind};
///
/// static READ: Policy = Policy::SAME_ORIGIN.named("Read");
/// let row = InventoryRow::new("/users", RowKind::Route, Some("GET"), Some(&READ)).handled_by("shop::list_users");
/// assert_eq!(row.method.as_deref(), Some("GET"));
/// assert_eq!(row.handler, "shop::list_users");
/// assert_eq!(row.policy.map(|policy| policy.origins), Some(InventoryOrigins::SameOrigin));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct InventoryRow {
    /// The whole pattern of the route, in the framework's syntax. Where [`InventoryRow::kind`] is no route: the prefix under
    /// which it is, `/` if there is none.
    pub pattern: String,
    /// What the row is about.
    pub kind: RowKind,
    /// The method; `None`: any that the other rows of the pattern do not name.
    pub method: Option<String>,
    /// The path of the annotated handler. Of a service without a policy, its type; that name is the compiler's, and may change
    /// with it. Empty for closures, and for what is not known.
    pub handler: String,
    /// Whether guards decide, request by request, if it comes here.
    pub guarded: bool,
    /// What stands in front of it and may serve some of its requests. Preflights are denied where that cannot be foreseen.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub behind: Vec<Behind>,
    /// What keeps browsers from caching granted preflights, whatever `max_age` says. Empty: nothing.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub not_cached: Vec<NotCached>,
    /// What is enforced; `None`: nothing, the route is without CORS.
    pub policy: Option<InventoryPolicy>,
}

/// What stands in front of a row and may serve some of its requests.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Behind {
    /// A handler without a policy, for methods that the framework does not tell.
    WithoutCors,
    /// A service without a policy, of this type, at paths that it does not tell.
    Service(String),
    /// The rows of this pattern.
    Pattern(String),
}

/// What keeps browsers from caching granted preflights: see [`Cacheability`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NotCached {
    /// They cache them only for origins that the policies of these methods of the path allow as well.
    UnlessAllowedBy(Vec<String>),
    /// They do not cache them for origins that the policies of these methods of the path allow, with fewer headers.
    IfAllowedBy(Vec<String>),
    /// They never do, because the handler of this method of the path has no policy, or one that allows less, or one whose origins only a
    /// source knows.
    Because(String),
    /// They do not where guards leave open which handlers serve the other methods of the path.
    Guards,
}

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum RowKind {
    /// A route: its pattern and no other.
    Route,
    /// A service or a router that is handed everything under a prefix.
    Nested,
    /// Routes at paths that are not known: of a service, or of a router that was merged.
    Unlisted,
    /// What answers requests that no route serves.
    Fallback,
}

/// The policy that is in effect: the named one together with what the handler overrides.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct InventoryPolicy {
    /// The name of the named policy; the path of the handler that has one of its own.
    pub name: String,
    /// Who may read.
    pub origins: InventoryOrigins,
    /// Who may read besides, in a debug build. A release build does not know them: there the list is empty.
    pub dev_origins: Vec<String>,
    /// Whether requests may carry credentials.
    pub credentials: bool,
    /// The request headers that scripts may set beyond the safelist, in lower case, or `*`.
    pub allow_headers: Vec<String>,
    /// The response headers that scripts may read beyond the safelist, in lower case, or `*`.
    pub expose_headers: Vec<String>,
    /// How many seconds a browser may keep a preflight's answer; `None`: that is left to the browser.
    pub max_age: Option<u32>,
    /// The only methods of a handler that is mounted for any; `None`: it is not narrowed.
    pub methods: Option<Vec<String>>,
    /// Whether requests of other origins are refused, and not only kept from reading.
    pub enforce: bool,
    /// The risks that were accepted on the record.
    pub acknowledged: Vec<Acknowledgement>,
}

/// Who may read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum InventoryOrigins {
    /// Nobody but pages of the same origin.
    SameOrigin,
    /// Everybody: `*`.
    Any,
    /// These, as they were written.
    Listed(Vec<String>),
    /// Whom the source of this path knows at run time.
    Source(String),
}

impl InventoryRow {
    /// A row, for who lists routes. Its handler is not known until [`InventoryRow::handled_by`] says it.
    #[must_use]
    pub fn new(pattern: &str, kind: RowKind, method: Option<&str>, policy: Option<&Policy>) -> Self {
        InventoryRow {
            pattern: if pattern.is_empty() { "/" } else { pattern }.to_owned(),
            kind,
            method: method.map(str::to_owned),
            handler: String::new(),
            guarded: false,
            behind: Vec::new(),
            not_cached: Vec::new(),
            policy: policy.map(InventoryPolicy::from),
        }
    }

    /// The same with the name of what serves it.
    #[must_use]
    pub fn handled_by(mut self, name: &str) -> Self {
        self.handler = name.to_owned();
        self
    }

    /// The same with what keeps browsers from caching granted preflights. `policy` is its own, `policies` are those of its path, and
    /// `any_guards` those of the path where it is not known what guards let pass.
    #[must_use]
    pub fn cached(mut self, policies: &PathPolicies, any_guards: &PathPolicies, policy: &Policy) -> Self {
        self.not_cached = self.not_cached_among(policies, policy);
        if self.not_cached != self.not_cached_among(any_guards, policy) {
            self.not_cached.push(NotCached::Guards);
        }
        self
    }

    fn not_cached_among(&self, policies: &PathPolicies, policy: &Policy) -> Vec<NotCached> {
        // No handler names this.
        const ANY_OTHER: &str = "any other";
        let is_own = |method: &&&str| policies.policy_of(method).is_some_and(|other| other.answers_like(policy));
        let method = match (&self.method, policy.methods()) {
            (Some(method), _) => method,
            (None, Some(narrowed)) => narrowed.iter().find(is_own).copied().unwrap_or(ANY_OTHER),
            (None, None) => ANY_OTHER,
        };
        let Cacheability { because, unless_allowed_by, if_allowed_by } = policies.cacheability(method);
        // A preflight that is granted does not ask another method's source, so that its origins are not known then.
        let is_unasked = |method: &&String| {
            let source = policies.policy_of(method).and_then(Policy::source);
            source.is_some() && source != policy.source()
        };
        let unasked = if_allowed_by.iter().find(is_unasked).map(String::as_str);
        if let Some(method) = because.or(unasked) {
            return vec![NotCached::Because(method.to_owned())];
        }
        let unless_allowed_by: Vec<_> = unless_allowed_by.into_iter().map(str::to_owned).collect();
        [
            Some(unless_allowed_by).filter(|methods| !methods.is_empty()).map(NotCached::UnlessAllowedBy),
            Some(if_allowed_by).filter(|methods| !methods.is_empty()).map(NotCached::IfAllowedBy),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The same behind what may serve some of its requests.
    #[must_use]
    pub fn behind(mut self, behind: Vec<Behind>) -> Self {
        self.behind = behind;
        self
    }

    /// The same behind guards, or not.
    #[must_use]
    pub fn guarded(mut self, guarded: bool) -> Self {
        self.guarded = guarded;
        self
    }
}

impl From<&Policy> for InventoryPolicy {
    fn from(policy: &Policy) -> Self {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        InventoryPolicy {
            name: policy.name().to_owned(),
            origins: policy.origins().into(),
            dev_origins: listed(policy.dev_origins()),
            credentials: policy.allows_credentials(),
            allow_headers: owned(policy.allow_headers()),
            expose_headers: owned(policy.expose_headers()),
            max_age: policy.max_age_value().and_then(|seconds| seconds.parse().ok()),
            methods: policy.methods().map(owned),
            enforce: policy.is_enforced(),
            acknowledged: policy
                .acknowledged()
                .iter()
                .map(|(rule, reason)| Acknowledgement { rule: rule.name().to_owned(), reason: reason.to_owned() })
                .collect(),
        }
    }
}

impl From<Origins> for InventoryOrigins {
    fn from(origins: Origins) -> Self {
        match origins {
            Origins::SameOrigin => InventoryOrigins::SameOrigin,
            Origins::Any => InventoryOrigins::Any,
            Origins::Listed(list) => InventoryOrigins::Listed(listed(list)),
            Origins::Source(source) => InventoryOrigins::Source(source.path().to_owned()),
        }
    }
}

fn listed(list: &OriginList) -> Vec<String> {
    list.iter().map(str::to_owned).collect()
}
