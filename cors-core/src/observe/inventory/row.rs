//! A row of an inventory.

use std::panic::Location;

use crate::{
    decide::{caching::Cacheability, path_policies::PathPolicies},
    origins::list::OriginList,
    policy::{
        acknowledgement::Acknowledgement,
        enforcement::Enforcement,
        hosts::HostList,
        policy::{Origins, Policy},
    },
};

/// A method of a path and its policy.
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
    /// The whole pattern of the route, in the framework's syntax. If [`InventoryRow::kind`] is not a route: its prefix, or `/`.
    pub pattern: String,
    /// The kind of the row.
    pub kind: RowKind,
    /// The method; `None`: every method that the other rows of the pattern do not name.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "present"))]
    pub method: Option<String>,
    /// The path of the annotated handler, or the type of a service without a policy, by a name that may change with the compiler. Empty
    /// for closures, and if it is not known.
    pub handler: String,
    /// The place of the handler's name in the source. Of a handler without `#[cors(…)]`: the place where it is mounted. `None`: not
    /// known, as for handlers without a policy and for the routes of routers that have none.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub location: Option<HandlerLocation>,
    /// Guards decide for each request whether the row serves it.
    pub guarded: bool,
    /// The services and handlers before it that may serve some of its requests. If that cannot be foreseen, preflights are denied.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub behind: Vec<Behind>,
    /// The reasons why browsers may not cache granted preflights, in spite of `max_age`.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub not_cached: Vec<NotCached>,
    /// The hosts under which the routers around the route may be asked: a request has to name one of each list.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub router_hosts: Vec<Vec<String>>,
    /// Where the policy is written; `None`: the route is without CORS.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub policy_from: Option<PolicyFrom>,
    /// The policy; `None`: the route is without CORS.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "present"))]
    pub policy: Option<InventoryPolicy>,
}

/// A place in the source.
///
/// The table of an inventory does not show it, so that an edit above a handler changes no line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct HandlerLocation {
    /// The path of the file, as `file!()` tells it: relative to the folder in which the compiler runs, which is that of the workspace.
    pub file: String,
    /// The line. The first is 1.
    pub line: u32,
}

impl From<&Location<'_>> for HandlerLocation {
    fn from(location: &Location<'_>) -> Self {
        HandlerLocation { file: location.file().to_owned(), line: location.line() }
    }
}

/// The place where the policy of a row is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum PolicyFrom {
    /// On the handler: `#[cors(…)]`.
    Attribute,
    /// Where the handler is mounted: `routes![policy = Frontend; …]`, `with_policy(Frontend)` and the like.
    Routes,
    /// On the router, the application or the scope that mounts the handler: its default policy.
    Default,
}

/// A service or handler before a row that may serve some of its requests.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Behind {
    /// A handler without a policy, for unknown methods.
    WithoutCors,
    /// A service of this type without a policy, at unknown paths.
    Service(String),
    /// The rows of this pattern.
    Pattern(String),
}

/// A reason why browsers may not cache granted preflights: see [`Cacheability`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NotCached {
    /// Cached only for origins that the policies of these methods of the path allow as well.
    UnlessAllowedBy(Vec<String>),
    /// Not cached for origins that the policies of these methods of the path allow, with fewer headers.
    IfAllowedBy(Vec<String>),
    /// Never cached: the handler of this method of the path has no policy, a stricter one, or one whose origins only a source knows.
    Because(String),
    /// Not cached if guards may choose different handlers for the other methods of the path.
    Guards,
}

/// The kind of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum RowKind {
    /// A route.
    Route,
    /// A service or a router that serves every path under a prefix.
    Nested,
    /// Routes at unknown paths, of a service or of a merged router.
    Unlisted,
    /// The handler of requests that no route serves.
    Fallback,
}

/// The effective policy: a named policy with the handler's overrides.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct InventoryPolicy {
    /// The name of the named policy, or the path of the handler with its own policy.
    pub name: String,
    /// The allowed origins.
    pub origins: InventoryOrigins,
    /// The origins that are allowed as well in a debug build. In a release build, the list is empty.
    pub dev_origins: Vec<String>,
    /// Requests may carry credentials.
    pub credentials: bool,
    /// The request headers that scripts may set beyond the safelist, in lower case, or `*`.
    pub allow_headers: Vec<String>,
    /// The response headers that scripts may read beyond the safelist, in lower case, or `*`.
    pub expose_headers: Vec<String>,
    /// Preflight cache time in seconds; `None`: the browser's default.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "present"))]
    pub max_age: Option<u32>,
    /// The only methods of a handler that is mounted for any method; `None`: all methods.
    #[cfg_attr(feature = "serde", serde(deserialize_with = "present"))]
    pub methods: Option<Vec<String>>,
    /// Requests that the policy does not trust are refused.
    pub enforce: bool,
    /// `enforce = "report"`: such requests are served, and an event tells that `enforce` would refuse them.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "std::ops::Not::not"))]
    pub report: bool,
    /// The hosts under which the handler may be asked; empty: every host.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub hosts: Vec<String>,
    /// The risks that are accepted on the record.
    pub acknowledged: Vec<Acknowledgement>,
}

/// The allowed origins.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum InventoryOrigins {
    /// The same origin only.
    SameOrigin,
    /// Every origin: `*`.
    Any,
    /// These origins and patterns.
    Listed(Vec<String>),
    /// The origins that the source of this path knows at run time.
    Source(String),
}

impl InventoryRow {
    /// Makes a row, for adapters. [`InventoryRow::handled_by`] adds the handler.
    pub fn new(pattern: &str, kind: RowKind, method: Option<&str>, policy: Option<&Policy>) -> Self {
        InventoryRow {
            pattern: if pattern.is_empty() { "/" } else { pattern }.to_owned(),
            kind,
            method: method.map(str::to_owned),
            handler: String::new(),
            location: None,
            guarded: false,
            behind: Vec::new(),
            not_cached: Vec::new(),
            router_hosts: Vec::new(),
            policy_from: policy.map(|_| PolicyFrom::Attribute),
            policy: policy.map(InventoryPolicy::from),
        }
    }

    /// Sets the name of the handler.
    #[must_use]
    pub fn handled_by(mut self, name: &str) -> Self {
        self.handler = name.to_owned();
        self
    }

    /// Sets the place of the handler, if it is known.
    #[must_use]
    pub fn located_at(mut self, location: Option<&Location<'_>>) -> Self {
        self.location = location.map(HandlerLocation::from);
        self
    }

    /// Sets the place where the policy is written, if the row has one.
    #[must_use]
    pub fn with_policy_from(mut self, from: PolicyFrom) -> Self {
        self.policy_from = self.policy.as_ref().map(|_| from);
        self
    }

    /// Computes why browsers may not cache granted preflights. `policy` is that of the row, `policies` are those of its path, and
    /// `any_guards` those of the path whatever its guards let pass.
    #[must_use]
    pub fn cached(mut self, policies: &PathPolicies, any_guards: &PathPolicies, policy: &Policy) -> Self {
        self.not_cached = self.not_cached_among(policies, policy);
        if self.not_cached != self.not_cached_among(any_guards, policy) {
            self.not_cached.push(NotCached::Guards);
        }
        self
    }

    fn not_cached_among(&self, policies: &PathPolicies, policy: &Policy) -> Vec<NotCached> {
        // Not a method.
        const ANY_OTHER: &str = "any other";
        let is_own = |method: &&&str| policies.policy_of(method).is_some_and(|other| other.answers_like(policy));
        let method = match (&self.method, policy.methods()) {
            (Some(method), _) => method,
            (None, Some(narrowed)) => narrowed.iter().find(is_own).copied().unwrap_or(ANY_OTHER),
            (None, None) => ANY_OTHER,
        };
        let Cacheability { because, unless_allowed_by, if_allowed_by } = policies.cacheability(method);
        // A granted preflight does not query the sources of other methods.
        let needs_source = |method: &&String| {
            let source = policies.policy_of(method).and_then(Policy::source);
            source.is_some() && source != policy.source()
        };
        let with_source = if_allowed_by.iter().find(needs_source).map(String::as_str);
        if let Some(method) = because.or(with_source) {
            return vec![NotCached::Because(method.to_owned())];
        }
        let mut reasons = Vec::new();
        if !unless_allowed_by.is_empty() {
            reasons.push(NotCached::UnlessAllowedBy(unless_allowed_by.into_iter().map(str::to_owned).collect()));
        }
        if !if_allowed_by.is_empty() {
            reasons.push(NotCached::IfAllowedBy(if_allowed_by));
        }
        reasons
    }

    /// Sets [`InventoryRow::behind`].
    #[must_use]
    pub fn behind(mut self, behind: Vec<Behind>) -> Self {
        self.behind = behind;
        self
    }

    /// Adds the hosts of a router around the route, if it has any.
    #[must_use]
    pub fn under(mut self, hosts: HostList) -> Self {
        if !hosts.is_empty() {
            self.router_hosts.push(hosts.iter().map(str::to_owned).collect());
        }
        self
    }

    /// Sets [`InventoryRow::guarded`].
    #[must_use]
    pub fn guarded(mut self, guarded: bool) -> Self {
        self.guarded = guarded;
        self
    }
}

impl From<&Policy> for InventoryPolicy {
    fn from(policy: &Policy) -> Self {
        let policy = policy.in_effect();
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
            report: policy.enforcement() == Some(Enforcement::Report),
            hosts: policy.hosts().iter().map(str::to_owned).collect(),
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

/// Reads a field that may be `null` and not absent: without this, a missing `policy` would mean that the route is without CORS.
#[cfg(feature = "serde")]
fn present<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: serde::Deserialize<'de>,
    D: serde::Deserializer<'de>,
{
    serde::Deserialize::deserialize(deserializer)
}
