//! The policy model behind typed CORS policies: what a policy is, which rules it keeps, whom it lets in, and what every request
//! is answered. There is no framework in it and no procedural macro; both build on it, so that a rule is written once.
//!
//! | To | see |
//! |---|---|
//! | write a policy down and check it | [`PolicySpec`], [`Issue`], [`Rule`] |
//! | read origins and patterns | [`Origin`], [`OriginPattern`], [`OriginList`] |
//! | read the other values | [`HeaderName`], [`Method`], [`MaxAge`] |
//! | make allow-lists while the program runs | [`OriginSet`], [`ReloadableOrigins`] |
//! | let an origin in | [`RequestedOrigin::find_in`], [`AllowedOrigin`] |
//! | hold a checked policy | [`Policy`] |
//! | record the policies of a path's handlers | [`PathPolicies`], [`Mounted`], [`HandlerPolicy`] |
//! | decide what to do with a request | [`PathPolicies::decide`], [`Serving`], [`Decision`] |
//! | say why it was decided so | [`PathPolicies::reason`], [`Reason`] |
//! | know whether browsers may cache a preflight's answer | [`PathPolicies::cacheability`], [`Cacheability`] |
//! | write a decision into headers | [`PreparedPolicies`], [`ResponseHeaders`] |
//! | say what a browser makes of it | `browser`, with the feature `explain` |
//! | list what is enforced where | [`Inventory`], [`InventoryRow`] |
//!
//! ```
//! use cors_core::{IssueKind, Location, OriginProblem, PolicyOption, PolicySpec};
//!
//! // A slash too many: the issue is data, its text is for people.
//! let spec = PolicySpec { origins: Some(vec!["https://app.example.com/".to_owned()]), ..PolicySpec::default() };
//! let issues = spec.validate().unwrap_err();
//! let issue = &issues.as_slice()[0];
//! assert_eq!(
//!     issue.kind,
//!     IssueKind::MalformedOrigin {
//!         origin: "https://app.example.com/".to_owned(),
//!         problem: OriginProblem::TrailingSlash,
//!         corrected: Some("https://app.example.com".to_owned()),
//!     }
//! );
//! assert_eq!(issue.location, Location::bytes(PolicyOption::Origins, 0, 23..24));
//! assert!(issue.to_string().contains(r#"help: write "https://app.example.com""#));
//! ```
//!
//! # Features
//!
//! No rule depends on a feature. On by default:
//!
//! * `runtime`: [`OriginSet`] and [`ReloadableOrigins`]. The macros need neither, and have it so that they share one build with the
//!   application.
//!
//! Off by default:
//!
//! * `serde`: `OriginSet` implements `Deserialize`; an [`Inventory`] can be serialised and read back.
//! * `explain`: the module `browser`, `Policy::explain` and `PathPolicies::explain`.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod acknowledged;
mod allowed_origin;
#[cfg(feature = "explain")]
pub mod browser;
mod combination;
#[cfg(feature = "runtime")]
mod companion;
mod const_str;
mod correct;
mod decide;
mod event;
mod front_end;
#[cfg(feature = "runtime")]
mod function_id;
mod header_name;
mod host;
mod international;
mod inventory;
mod issue;
mod max_age;
mod message;
mod method;
mod option;
mod origin;
mod origin_list;
mod origin_problem;
#[cfg(feature = "runtime")]
mod origin_set;
#[cfg(feature = "runtime")]
mod origin_sources;
mod overrides;
mod pattern;
mod policy;
mod reason;
mod request;
mod requested_headers;
mod requested_origin;
mod respond;
mod rule;
mod same_origin;
mod source;
mod spec;
mod token;
mod trusted;
mod valid;
mod validate;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

#[cfg(feature = "runtime")]
pub use self::origin_set::{
    Acknowledging, OriginSet, OriginSetError, OriginSetInput, OriginSetProblem, ReloadableOrigins,
};
pub use self::{
    acknowledged::{Acknowledged, Acknowledgement},
    allowed_origin::AllowedOrigin,
    decide::{
        Access, Cacheability, Decision, Forward, Grant, HandlerPolicy, Mounted, OtherMethods, PathPolicies, Preflight,
        Serving,
    },
    header_name::{HeaderName, HeaderNameError},
    inventory::{Behind, Inventory, InventoryOrigins, InventoryPolicy, InventoryRow, NotCached, RowKind},
    issue::{AcknowledgementProblem, Issue, IssueKind, Issues, Location},
    max_age::{MaxAge, MaxAgeError},
    method::{Method, MethodError},
    option::PolicyOption,
    origin::Origin,
    origin_list::OriginList,
    origin_problem::{OriginProblem, PatternProblem},
    pattern::{OriginPattern, PatternError},
    policy::{Origins, Policy},
    reason::Reason,
    request::{RequestHead, RequestOrigin},
    requested_origin::RequestedOrigin,
    respond::{Decoration, HeaderValue, PreparedPolicies, ResponseHeader, ResponseHeaders, needs_vary_origin},
    rule::Rule,
    source::{Source, SourceError, SourceResult, Verdicts},
    spec::{HandlerFacts, MaxAgeSpec, PolicySpec},
    trusted::Trusted,
    valid::{HeaderNames, ValidOrigins, ValidSpec},
};
