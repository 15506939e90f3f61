//! The rules, by their stable names.

use std::fmt;

macro_rules! rules {
    ($( $(#[doc = $doc:expr])+ $variant:ident = $name:literal, )+) => {
        /// A rule that a policy has to keep, by its stable name (as rustc's lints have).
        ///
        /// The names appear in brackets in every message, in `allow(rule, reason = "…")`, and as headings of
        /// `docs/rules.md`. They never change their meaning.
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
            $( $(#[doc = $doc])+ $variant, )+
        }

        impl Rule {
            /// Every rule, in the order of `docs/rules.md`.
            pub const ALL: &'static [Rule] = &[$(Rule::$variant),+];

            /// The rule's stable snake_case name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Rule::$variant => $name,)+
                }
            }
        }
    };
}

rules! {
    /// `*` together with `credentials`: a browser refuses it (Fetch, "CORS check", step 4).
    WildcardWithCredentials = "wildcard_with_credentials",
    /// `allow_headers = "*"` together with `credentials`: there `*` is an ordinary name (Fetch, "CORS-preflight fetch").
    WildcardHeadersWithCredentials = "wildcard_headers_with_credentials",
    /// `expose_headers = "*"` together with `credentials`: there `*` is an ordinary name (Fetch, "Main fetch").
    WildcardExposeWithCredentials = "wildcard_expose_with_credentials",
    /// `*` next to names that it already covers.
    WildcardMixed = "wildcard_mixed",
    /// Letting in whatever origin the request names.
    UnvalidatedReflection = "unvalidated_reflection",
    /// No origins at all: there is no default that allows.
    NoOrigins = "no_origins",
    /// `null`, the origin that every sandboxed frame can have.
    NullOrigin = "null_origin",
    /// Not the serialised origin that a browser sends.
    MalformedOrigin = "malformed_origin",
    /// `*` anywhere but as the whole first label, the whole port, or the whole host of an application's own scheme.
    MalformedPattern = "malformed_pattern",
    /// The same origin twice.
    DuplicateOrigin = "duplicate_origin",
    /// An origin that a pattern of the same policy already matches.
    ShadowedOrigin = "shadowed_origin",
    /// `CONNECT`, `TRACE`, `TRACK`: no browser lets a script send them.
    ForbiddenMethod = "forbidden_method",
    /// Not a method token (RFC 9110, section 9.1).
    MalformedMethod = "malformed_method",
    /// A method in lower case: methods are compared byte for byte.
    MethodCase = "method_case",
    /// The same method twice.
    DuplicateMethod = "duplicate_method",
    /// A header that scripts can never set or never read.
    ForbiddenHeader = "forbidden_header",
    /// Not a field name (RFC 9110, section 5.1).
    MalformedHeader = "malformed_header",
    /// A response header among request headers, or the other way round.
    MisplacedHeader = "misplaced_header",
    /// The same header twice.
    DuplicateHeader = "duplicate_header",
    /// A preflight cache time that no browser honours.
    MaxAgeOutOfRange = "max_age_out_of_range",
    /// An option that does not exist.
    UnknownOption = "unknown_option",
    /// An option given twice.
    DuplicateOption = "duplicate_option",
    /// An option whose value is not of its kind.
    MalformedOption = "malformed_option",
    /// Options that contradict each other.
    ConflictingOptions = "conflicting_options",
    /// `#[cors]` on something that is neither a free function nor a unit struct.
    UnsupportedItem = "unsupported_item",
    /// `allow(…)` that acknowledges nothing, or not properly.
    InvalidAcknowledgement = "invalid_acknowledgement",
    /// The developer's own machine in a production policy.
    LocalhostOrigin = "localhost_origin",
    /// `http:` together with `credentials`.
    InsecureOrigin = "insecure_origin",
    /// A pattern that matches sub-domains of a public suffix together with `credentials`.
    PublicSuffixWildcard = "public_suffix_wildcard",
    /// A pattern for every host of an application's own scheme: `moz-extension://*`.
    AnyInstallation = "any_installation",
    /// A JSON body without `content-type` in `allow_headers`.
    JsonWithoutContentType = "json_without_content_type",
    /// An authorization extractor without `authorization` in `allow_headers`.
    AuthWithoutAuthorization = "auth_without_authorization",
    /// A WebSocket that any page may open: CORS does not speak of handshakes.
    WebsocketWithoutEnforce = "websocket_without_enforce",
}

impl Rule {
    /// The rule of that name, or `None`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Rule> {
        Rule::ALL.iter().copied().find(|rule| rule.name() == name)
    }

    /// Those whose risks can be accepted on the record.
    pub(crate) const ACKNOWLEDGEABLE: &[Rule] = &[
        Rule::LocalhostOrigin,
        Rule::InsecureOrigin,
        Rule::PublicSuffixWildcard,
        Rule::AnyInstallation,
        Rule::JsonWithoutContentType,
        Rule::AuthWithoutAuthorization,
        Rule::WebsocketWithoutEnforce,
    ];

    /// Whether the risk can be accepted on the record with `allow(rule, reason = "…")`.
    #[must_use]
    pub const fn is_acknowledgeable(self) -> bool {
        self.place_among(Rule::ACKNOWLEDGEABLE).is_some()
    }

    /// Its place among these; in const evaluation.
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

    /// Whether the rule speaks of the origins that a policy lists, so that its acknowledgement belongs to that list and
    /// does not survive the list's replacement.
    pub(crate) const fn is_about_origins(self) -> bool {
        matches!(
            self,
            Rule::LocalhostOrigin | Rule::InsecureOrigin | Rule::PublicSuffixWildcard | Rule::AnyInstallation
        )
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
#[path = "../../tests/unit/rule.rs"]
mod tests;
