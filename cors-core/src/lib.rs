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
//! No rule depends on a feature. Off by default:
//!
//! * `serde`: `OriginSet` implements `Deserialize`; an [`Inventory`] can be serialised and read back.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod decide;
mod handlers;
mod observe;
mod origins;
mod policy;
mod respond;
mod rules;
mod syntax;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use self::origins::set::{
    error::{OriginSetError, OriginSetInput, OriginSetProblem},
    making::Acknowledging,
    origin_set::OriginSet,
    reloadable::ReloadableOrigins,
};
pub use self::{
    decide::{
        decision::{Access, Decision, Forward, Grant, OtherMethods, Preflight},
        path_policies::{Cacheability, HandlerPolicy, Mounted, PathPolicies, Serving},
        reason::Reason,
        request::{RequestHead, RequestOrigin},
    },
    observe::inventory::{
        Inventory,
        row::{Behind, InventoryOrigins, InventoryPolicy, InventoryRow, NotCached, RowKind},
    },
    origins::{
        allowed_origin::AllowedOrigin,
        list::OriginList,
        requested_origin::RequestedOrigin,
        source::{Source, SourceError, SourceResult, Verdicts},
        trusted::Trusted,
    },
    policy::{
        acknowledgement::{Acknowledged, Acknowledgement},
        checked::{HeaderNames, ValidOrigins, ValidSpec},
        options::PolicyOption,
        policy::{Origins, Policy},
        spec::{HandlerFacts, MaxAgeSpec, PolicySpec},
    },
    respond::{
        headers::{HeaderValue, ResponseHeader, ResponseHeaders},
        prepared::PreparedPolicies,
        vary::needs_vary_origin,
        write::Decoration,
    },
    rules::{
        issue::{AcknowledgementProblem, Issue, IssueKind, Issues, Location},
        rule::Rule,
    },
    syntax::{
        error::{OriginProblem, PatternProblem},
        header_name::{HeaderName, HeaderNameError},
        max_age::{MaxAge, MaxAgeError},
        method::{Method, MethodError},
        origin::Origin,
        pattern::{OriginPattern, PatternError},
    },
};
