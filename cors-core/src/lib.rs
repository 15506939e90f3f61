//! The library behind typed CORS policies. Applications use it through an adapter: `cors-axum` or `cors-actix`.
//!
//! It has the rules for policies, the matching of origins, the decisions about requests and the headers of responses. It depends on no
//! framework; the macros and the adapters build on it, so that every rule is implemented once.
//!
//! | Task | Items |
//! |---|---|
//! | describe a policy and validate it | [`PolicySpec`], [`Issue`], [`Rule`] |
//! | parse origins and patterns | [`Origin`], [`OriginPattern`], [`OriginList`] |
//! | parse the other values | [`HeaderName`], [`Method`], [`MaxAge`] |
//! | make allow-lists at run time | [`OriginSet`], [`ReloadableOrigins`] |
//! | look up an origin | [`RequestedOrigin::find_in`], [`AllowedOrigin`] |
//! | read a validated policy | [`Policy`] |
//! | record the policies of a path's handlers | [`PathPolicies`], [`Mounted`], [`HandlerPolicy`] |
//! | decide about a request | [`PathPolicies::decide`], [`Serving`], [`Decision`] |
//! | find the reason of a decision | [`PathPolicies::reason`], [`Reason`] |
//! | find out whether browsers may cache a preflight | [`PathPolicies::cacheability`], [`Cacheability`] |
//! | write the headers of a decision | [`PreparedPolicies`], [`ResponseHeaders`] |
//! | find the page of a rule | [`Rule::address`], [`documentation_address`] |
//! | list the policies of all routes | [`Inventory`], [`InventoryRow`] |
//!
//! ```
//! use cors_core::{IssueKind, Location, OriginProblem, PolicyOption, PolicySpec};
//!
//! // The slash at the end is a mistake. The issue is data; its text is for people.
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
//! The rules do not depend on features. Off by default:
//!
//! * `recent`: keeps the last decisions, for the panel of the adapters.
//! * `serde`: [`OriginSet`] implements `Deserialize`; an [`Inventory`] can be serialised, also by `Inventory::to_json`, and read back.
//! * `utoipa`: the policies of documented handlers, for OpenAPI documents. For the adapters.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod decide;
mod documentation;
mod editor;
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

pub use self::{
    decide::{
        caching::Cacheability,
        decision::{Access, Decision, Forward, Grant, OtherMethods, Preflight},
        mounted::{HandlerPolicy, Mounted, Serving},
        path_policies::PathPolicies,
        reason::Reason,
        request::{RequestHead, RequestOrigin},
    },
    documentation::{DOCUMENTATION, documentation_address},
    observe::inventory::{
        Inventory,
        row::{
            Behind, HandlerLocation, InventoryOrigins, InventoryPolicy, InventoryRow, NotCached, PolicyFrom, RowKind,
        },
    },
    origins::{
        allowed_origin::AllowedOrigin,
        list::OriginList,
        requested_origin::RequestedOrigin,
        set::{
            error::{OriginSetError, OriginSetInput, OriginSetProblem},
            making::OriginSetBuilder,
            origin_set::OriginSet,
            reloadable::ReloadableOrigins,
        },
        source::{Source, SourceError, SourceResult, Verdicts},
        trusted::Trusted,
    },
    policy::{
        acknowledgement::{Acknowledged, Acknowledgement},
        checked::{HeaderNames, ValidOrigins, ValidSpec},
        enforcement::Enforcement,
        hosts::HostList,
        options::PolicyOption,
        policy::{Origins, Policy},
        spec::{HandlerFacts, MaxAgeSpec, PolicySpec, TakesForms},
    },
    respond::{
        headers::{HeaderValue, ResponseHeader, ResponseHeaders},
        prepared::PreparedPolicies,
        vary::ReadHeaders,
        write::{Decoration, vary_by},
    },
    rules::{
        issue::{Issue, Issues, Location},
        rule::{AcknowledgementProblem, IssueKind, Rule},
    },
    syntax::{
        error::{HostProblem, OriginProblem, PatternProblem},
        header_name::{HeaderName, HeaderNameError},
        max_age::{MaxAge, MaxAgeError},
        method::{Method, MethodError},
        origin::Origin,
        pattern::{OriginPattern, PatternError},
    },
};
