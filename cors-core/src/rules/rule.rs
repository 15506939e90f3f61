//! Every rule by its stable name, with what an issue of it carries.
//!
//! The condition and the words of a rule stand together, in the file of its subject: `origins`, `duplicates`, `headers`, `methods`,
//! `hosts`, `options`, `acknowledgements`, `combinations`.

use std::fmt;

use crate::{
    documentation::documentation_address,
    policy::options::PolicyOption,
    syntax::error::{HostProblem, OriginProblem, PatternProblem},
};

/// How a broken rule can be dealt with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// The policy has to change.
    Mistake,
    /// The risk can be accepted, for the list of origins that it comes from.
    OriginRisk,
    /// The risk can be accepted, for the handler.
    HandlerRisk,
}

macro_rules! rules {
    ($(
        $( #[doc = $doc:expr] )+
        $class:ident $variant:ident = $name:literal
        $( { $( #[doc = $field_doc:literal] $field:ident: $type:ty, )+ } )?
        $( ($inner:ty) )?,
    )+) => {
        /// A rule that a policy has to keep, by its stable name (as rustc's lints have).
        ///
        /// The names appear in brackets in every message, in `allow(rule, reason = "…")`, and as headings of
        /// `docs/rules/`. They never change their meaning.
        ///
        /// ```
        /// use cors_core::Rule;
        ///
        /// let rule = Rule::WildcardWithCredentials;
        /// assert_eq!(rule.name(), "wildcard_with_credentials");
        /// assert_eq!(Rule::from_name("wildcard_with_credentials"), Some(rule));
        /// assert!(!rule.is_acknowledgeable());
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Rule {
            $( $( #[doc = $doc] )+ $variant, )+
        }

        impl Rule {
            /// Every rule, in the order of the documentation.
            pub const ALL: &'static [Rule] = &[$(Rule::$variant),+];

            /// The rule's stable snake_case name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $( Rule::$variant => $name, )+
                }
            }

            /// The rule's page, as a path below `docs/`.
            ///
            /// ```
            /// assert_eq!(cors_core::Rule::MalformedOrigin.page(), "rules/malformed_origin.md");
            /// ```
            #[must_use]
            pub const fn page(self) -> &'static str {
                match self {
                    $( Rule::$variant => concat!("rules/", $name, ".md"), )+
                }
            }

            const fn class(self) -> Class {
                match self {
                    $( Rule::$variant => Class::$class, )+
                }
            }
        }

        /// A broken rule with its details. Every variant has the name of its [`Rule`].
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum IssueKind {
            $(
                #[doc = concat!("[`Rule::", stringify!($variant), "`].")]
                $variant $( { $( #[doc = $field_doc] $field: $type, )+ } )? $( ($inner) )?,
            )+
        }

        impl IssueKind {
            /// The rule that is broken.
            #[must_use]
            pub fn rule(&self) -> Rule {
                match self {
                    $( IssueKind::$variant { .. } => Rule::$variant, )+
                }
            }
        }
    };
}

rules! {
    /// `*` together with `credentials`: browsers refuse the response (Fetch, "CORS check", step 4).
    Mistake WildcardWithCredentials = "wildcard_with_credentials",
    /// `allow_headers = "*"` together with `credentials`: there `*` is an ordinary name (Fetch, "CORS-preflight fetch").
    Mistake WildcardHeadersWithCredentials = "wildcard_headers_with_credentials",
    /// `expose_headers = "*"` together with `credentials`: there `*` is an ordinary name (Fetch, "Main fetch").
    Mistake WildcardExposeWithCredentials = "wildcard_expose_with_credentials",
    /// `*` next to names that it already covers.
    Mistake WildcardMixed = "wildcard_mixed" {
        /// The element that `*` already covers.
        beside: String,
    },
    /// A word by which other libraries allow the origin of every request.
    Mistake UnvalidatedReflection = "unvalidated_reflection" {
        /// The text in place of origins.
        written: String,
    },
    /// No origins: there is no default that allows any.
    Mistake NoOrigins = "no_origins" {
        /// The option is there, but its list is empty.
        empty: bool,
    },
    /// `null`, the origin that every sandboxed frame can have.
    Mistake NullOrigin = "null_origin",
    /// Not an origin as browsers serialise it.
    Mistake MalformedOrigin = "malformed_origin" {
        /// The text.
        origin: String,
        /// The first thing that is wrong with it.
        problem: OriginProblem,
        /// The text that was probably meant.
        corrected: Option<String>,
    },
    /// `*` anywhere but as the whole first label, the whole port, or the whole host of an application's own scheme.
    Mistake MalformedPattern = "malformed_pattern" {
        /// The text.
        pattern: String,
        /// The first thing that is wrong with it.
        problem: PatternProblem,
    },
    /// An origin that is listed twice.
    Mistake DuplicateOrigin = "duplicate_origin" {
        /// The origin.
        origin: String,
    },
    /// An origin that a pattern of the same policy already matches.
    Mistake ShadowedOrigin = "shadowed_origin" {
        /// The origin that adds nothing.
        origin: String,
        /// The pattern that already matches it.
        by: String,
    },
    /// `CONNECT`, `TRACE`, `TRACK`: scripts cannot send them.
    Mistake ForbiddenMethod = "forbidden_method" {
        /// The method.
        method: String,
    },
    /// Not a method token (RFC 9110, section 9.1).
    Mistake MalformedMethod = "malformed_method" {
        /// The text.
        method: String,
    },
    /// A method in lower case: methods are compared byte for byte.
    Mistake MethodCase = "method_case" {
        /// The text.
        method: String,
        /// The method in its usual case.
        corrected: &'static str,
    },
    /// A method that is listed twice.
    Mistake DuplicateMethod = "duplicate_method" {
        /// The method.
        method: String,
    },
    /// A header that scripts can never set, or never read.
    Mistake ForbiddenHeader = "forbidden_header" {
        /// The name.
        header: String,
    },
    /// Not a field name (RFC 9110, section 5.1).
    Mistake MalformedHeader = "malformed_header" {
        /// The text.
        header: String,
    },
    /// A response header among request headers, or the other way round.
    Mistake MisplacedHeader = "misplaced_header" {
        /// The name.
        header: String,
    },
    /// A header that is listed twice.
    Mistake DuplicateHeader = "duplicate_header" {
        /// The name.
        header: String,
    },
    /// Not a host as browsers write it in `Host`.
    Mistake MalformedHost = "malformed_host" {
        /// The text.
        host: String,
        /// The first thing that is wrong with it.
        problem: HostProblem,
        /// The text that was probably meant.
        corrected: Option<String>,
    },
    /// A preflight cache time that no browser honours.
    Mistake MaxAgeOutOfRange = "max_age_out_of_range" {
        /// The value as it was written.
        value: String,
    },
    /// An option that does not exist.
    Mistake UnknownOption = "unknown_option" {
        /// The name.
        name: String,
        /// The option that was probably meant.
        nearest: Option<PolicyOption>,
    },
    /// An option that is given twice.
    Mistake DuplicateOption = "duplicate_option",
    /// An option whose value is of the wrong form.
    Mistake MalformedOption = "malformed_option" {
        /// The form that the value must have.
        expected: &'static str,
        /// The text that was probably meant.
        corrected: Option<String>,
        /// A constant or a macro call in the place of a literal: where the rules are checked, its value is not known.
        not_literal: Option<String>,
    },
    /// Options that contradict each other.
    Mistake ConflictingOptions = "conflicting_options" {
        /// The option that contradicts the one at the issue's location.
        with: PolicyOption,
    },
    /// `#[cors]` on something that is neither a free function nor a unit struct.
    Mistake UnsupportedItem = "unsupported_item" {
        /// The kind of item.
        item: &'static str,
    },
    /// `allow(…)` that acknowledges nothing.
    Mistake InvalidAcknowledgement = "invalid_acknowledgement" (AcknowledgementProblem),
    /// The user's own machine in a production policy.
    OriginRisk LocalhostOrigin = "localhost_origin" {
        /// The origin.
        origin: String,
    },
    /// `http:` together with `credentials`.
    OriginRisk InsecureOrigin = "insecure_origin" {
        /// The origin; empty if it is one of a named policy.
        origin: String,
    },
    /// A pattern that matches sub-domains of a public suffix, together with `credentials`.
    OriginRisk PublicSuffixWildcard = "public_suffix_wildcard" {
        /// The pattern; empty if it is one of a named policy.
        pattern: String,
        /// The public suffix whose sub-domains it matches: its base, or the shortest one below it.
        suffix: String,
    },
    /// A pattern for every host of an application's own scheme: `moz-extension://*`.
    OriginRisk AnyInstallation = "any_installation" {
        /// The pattern.
        pattern: String,
    },
    /// A JSON body without `content-type` in `allow_headers`.
    HandlerRisk JsonWithoutContentType = "json_without_content_type",
    /// An authorization extractor without `authorization` in `allow_headers`.
    HandlerRisk AuthWithoutAuthorization = "auth_without_authorization",
    /// A WebSocket that any page can open: browsers do not apply CORS to handshakes.
    HandlerRisk WebsocketWithoutEnforce = "websocket_without_enforce",
    /// A handler that any page can post to: it takes what a form can send, with `credentials` and without `enforce`.
    HandlerRisk Forgeable = "forgeable",
}

impl Rule {
    /// The rule of that name, or `None`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Rule> {
        Rule::ALL.iter().copied().find(|rule| rule.name() == name)
    }

    /// The address of the rule's page, with which every message of the rule ends.
    ///
    /// ```
    /// use cors_core::{Rule, documentation_address};
    ///
    /// assert_eq!(Rule::NullOrigin.address(), documentation_address("rules/null_origin.md"));
    /// ```
    #[must_use]
    pub fn address(self) -> String {
        documentation_address(self.page())
    }

    /// The rules whose risks can be accepted: the last of all.
    pub(crate) const ACKNOWLEDGEABLE: &[Rule] = {
        let mut rules = Rule::ALL;
        while let [first, rest @ ..] = rules
            && !first.is_acknowledgeable()
        {
            rules = rest;
        }
        rules
    };

    /// Returns whether the risk can be accepted on the record with `allow(rule, reason = "…")`.
    #[must_use]
    pub const fn is_acknowledgeable(self) -> bool {
        !matches!(self.class(), Class::Mistake)
    }

    /// The index of the rule in a list, in const evaluation.
    pub(crate) const fn place_among(self, rules: &[Rule]) -> Option<usize> {
        let mut rest = rules;
        while let [first, others @ ..] = rest {
            if *first as usize == self as usize {
                return Some(rules.len() - rest.len());
            }
            rest = others;
        }
        None
    }

    /// Returns whether the risk comes from the listed origins: its acknowledgement belongs to that list, and is lost when another
    /// list replaces it.
    pub(crate) const fn is_about_origins(self) -> bool {
        matches!(self.class(), Class::OriginRisk)
    }

    /// Returns whether the risk depends on what the handler reads.
    pub(crate) const fn is_about_handlers(self) -> bool {
        matches!(self.class(), Class::HandlerRisk)
    }
}

/// The reason why an `allow(…)` acknowledges nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AcknowledgementProblem {
    /// It does not name a rule.
    NoRule,
    /// There is no rule of that name.
    UnknownRule {
        /// The name.
        name: String,
        /// The rule that was probably meant.
        nearest: Option<Rule>,
    },
    /// The rule cannot be acknowledged.
    HardRule(Rule),
    /// There is no reason, or an empty one.
    NoReason,
    /// The policy does not break the rule.
    NotNeeded(Rule),
    /// It is acknowledged already.
    Duplicate(Rule),
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
#[path = "../../tests/unit/rule.rs"]
mod tests;
