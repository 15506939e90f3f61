//! A policy as somebody wrote it: nothing has been checked.

use super::acknowledgement::Acknowledgement;

/// A policy as it was written, by an attribute or by a program. [`PolicySpec::validate`] tells whether it keeps the rules.
///
/// ```
/// use cors_core::{IssueKind, PolicySpec};
///
/// let spec = PolicySpec {
///     origins: Some(vec!["*".to_owned()]),
///     credentials: true,
///     ..PolicySpec::default()
/// };
/// let issues = spec.validate().unwrap_err();
/// assert_eq!(issues.as_slice()[0].kind, IssueKind::WildcardWithCredentials);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PolicySpec {
    /// Who may read: origins, patterns, or the single element `*`.
    pub origins: Option<Vec<String>>,
    /// The source that is asked at run time instead, by its path.
    pub source: Option<String>,
    /// Who may read while `debug_assertions` is on.
    pub dev_origins: Option<Vec<String>>,
    /// Whether requests may carry cookies, client certificates and HTTP authentication.
    pub credentials: bool,
    /// Request headers beyond the safelist; the element `*` stands for all but `authorization`.
    pub allow_headers: Option<Vec<String>>,
    /// Response headers that scripts may read; the element `*` stands for all.
    pub expose_headers: Option<Vec<String>>,
    /// Preflight cache time.
    pub max_age: Option<MaxAgeSpec>,
    /// The only methods of a handler that is mounted for any method.
    pub methods: Option<Vec<String>>,
    /// No cross-origin access.
    pub same_origin: bool,
    /// Requests of other origins are refused.
    pub enforce: bool,
    /// Risks that are accepted on the record.
    pub acknowledgements: Vec<Acknowledgement>,
    /// Options that are not given come from a named policy. What only the two together can break is checked where both are
    /// known.
    pub inherits: bool,
    /// What is known of the handler.
    pub handler: HandlerFacts,
}

/// A preflight cache time as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MaxAgeSpec {
    /// Whole seconds.
    Seconds(u64),
    /// A number with the unit `h`, `m` or `s`.
    Text(String),
}

/// What a handler's signature tells about the requests that it serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HandlerFacts {
    /// It reads a JSON body, so that its requests carry `Content-Type: application/json`.
    pub takes_json: bool,
    /// It reads an `Authorization` header.
    pub takes_authorization: bool,
    /// It opens WebSockets.
    pub takes_websocket: bool,
}

impl HandlerFacts {
    /// Nothing is known.
    pub(crate) const NONE: HandlerFacts =
        HandlerFacts { takes_json: false, takes_authorization: false, takes_websocket: false };
}
