//! A policy as it was written, before any rule has been checked.

use super::{acknowledgement::Acknowledgement, enforcement::Enforcement};

/// A policy as it was written, by an attribute or by a program. [`PolicySpec::validate`] checks the rules.
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
    /// The allowed origins: origins, patterns, or the single element `*`.
    pub origins: Option<Vec<String>>,
    /// The path of the source that is queried at run time instead.
    pub source: Option<String>,
    /// The origins that are allowed as well while `debug_assertions` is on.
    pub dev_origins: Option<Vec<String>>,
    /// Requests may carry cookies, client certificates and HTTP authentication.
    pub credentials: bool,
    /// Request headers beyond the safelist; the element `*` stands for all but `authorization`.
    pub allow_headers: Option<Vec<String>>,
    /// Response headers that scripts may read; the element `*` stands for all.
    pub expose_headers: Option<Vec<String>>,
    /// Preflight cache time.
    pub max_age: Option<MaxAgeSpec>,
    /// The only methods of a handler that is mounted for any method.
    pub methods: Option<Vec<String>>,
    /// No cross-origin access, except for `dev_origins`.
    pub same_origin: bool,
    /// The effect on requests that the policy does not trust.
    pub enforce: Option<Enforcement>,
    /// The hosts under which the handler may be asked.
    pub hosts: Option<Vec<String>>,
    /// Risks that are accepted on the record.
    pub acknowledgements: Vec<Acknowledgement>,
    /// Options that are not given come from a named policy. Rules about the combination are checked where both are known.
    pub inherits: bool,
    /// The facts about the handler.
    pub handler: HandlerFacts,
}

impl PolicySpec {
    /// Returns whether no build allows another origin.
    pub(crate) fn is_closed(&self) -> bool {
        self.same_origin && self.dev_origins.is_none()
    }
}

/// A preflight cache time as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MaxAgeSpec {
    /// Whole seconds.
    Seconds(u64),
    /// A number with the unit `h`, `m` or `s`.
    Text(String),
}

/// Facts about a handler's requests that its signature shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HandlerFacts {
    /// It reads a JSON body, so that its requests have `Content-Type: application/json`.
    pub takes_json: bool,
    /// It reads an `Authorization` header.
    pub takes_authorization: bool,
    /// It opens WebSockets.
    pub takes_websocket: bool,
    /// It takes what an HTML form can send.
    pub takes_forms: TakesForms,
}

impl HandlerFacts {
    pub(crate) const NONE: HandlerFacts = HandlerFacts {
        takes_json: false,
        takes_authorization: false,
        takes_websocket: false,
        takes_forms: TakesForms::Never,
    };
}

/// Tells whether a handler takes what an HTML form can send: a `POST` request without headers of its own, with any body of the types
/// that forms have, or with none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TakesForms {
    /// An extractor refuses such requests, or the handler is not for `POST`.
    #[default]
    Never,
    /// It takes them if it is mounted for `POST` or for any method. A named policy is for such handlers, too.
    IfPosted,
    /// It takes them, and is mounted for `POST`.
    Always,
}
