//! What is wrong with a policy, as data.

use std::ops::Range;

use super::rule::Rule;
use crate::{
    policy::options::PolicyOption,
    syntax::error::{OriginProblem, PatternProblem},
};

/// One broken rule and where it was broken.
///
/// Two issues are equal when they are the same break at the same place: tests compare these, not prose. [`std::fmt::Display`]
/// gives the message that both the compiler and a start-up error show.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Issue {
    /// What is wrong.
    pub kind: IssueKind,
    /// Where it is.
    pub location: Location,
}

/// Where in a policy an issue is. A front end turns it into its own coordinates: the macro into the span of a literal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Location {
    /// The option, or `None` for the policy as a whole.
    pub option: Option<PolicyOption>,
    /// The element of the option's list, from 0.
    pub element: Option<usize>,
    /// The bytes of the element's text.
    pub bytes: Option<Range<usize>>,
}

impl Location {
    /// The policy as a whole.
    pub const POLICY: Location = Location { option: None, element: None, bytes: None };

    /// A whole option.
    #[must_use]
    pub const fn option(option: PolicyOption) -> Self {
        Location { option: Some(option), element: None, bytes: None }
    }

    /// An element of an option's list.
    #[must_use]
    pub const fn element(option: PolicyOption, element: usize) -> Self {
        Location { option: Some(option), element: Some(element), bytes: None }
    }

    /// Some bytes of an element.
    #[must_use]
    pub const fn bytes(option: PolicyOption, element: usize, bytes: Range<usize>) -> Self {
        Location { option: Some(option), element: Some(element), bytes: Some(bytes) }
    }
}

macro_rules! issue_kinds {
    ($( $variant:ident $({ $( #[doc = $doc:literal] $field:ident: $type:ty, )+ })? $(($inner:ty))?, )+) => {
        /// What is wrong. Every variant has the name of its [`Rule`].
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum IssueKind {
            $(
                #[doc = concat!("[`Rule::", stringify!($variant), "`].")]
                $variant $({ $( #[doc = $doc] $field: $type, )+ })? $(($inner))?,
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

issue_kinds! {
    WildcardWithCredentials,
    WildcardHeadersWithCredentials,
    WildcardExposeWithCredentials,
    WildcardMixed {
        /// The element that `*` already covers.
        beside: String,
    },
    UnvalidatedReflection {
        /// What was written instead of origins.
        written: String,
    },
    NoOrigins {
        /// The option is there, but its list is empty.
        empty: bool,
    },
    NullOrigin,
    MalformedOrigin {
        /// The text.
        origin: String,
        /// What is wrong with it.
        problem: OriginProblem,
        /// The text that was probably meant.
        corrected: Option<String>,
    },
    MalformedPattern {
        /// The text.
        pattern: String,
        /// What is wrong with it.
        problem: PatternProblem,
    },
    DuplicateOrigin {
        /// The origin that stands twice.
        origin: String,
    },
    ShadowedOrigin {
        /// The origin that adds nothing.
        origin: String,
        /// The pattern that already matches it.
        by: String,
    },
    ForbiddenMethod {
        /// The method.
        method: String,
    },
    MalformedMethod {
        /// The text.
        method: String,
    },
    MethodCase {
        /// The text.
        method: String,
        /// The method as it is written.
        corrected: &'static str,
    },
    DuplicateMethod {
        /// The method that stands twice.
        method: String,
    },
    ForbiddenHeader {
        /// The name.
        header: String,
    },
    MalformedHeader {
        /// The text.
        header: String,
    },
    MisplacedHeader {
        /// The name.
        header: String,
    },
    DuplicateHeader {
        /// The name that stands twice.
        header: String,
    },
    MaxAgeOutOfRange {
        /// The value as it was written.
        value: String,
    },
    UnknownOption {
        /// The name.
        name: String,
        /// The option that was probably meant.
        nearest: Option<PolicyOption>,
    },
    DuplicateOption,
    MalformedOption {
        /// What the option's value has to be.
        expected: &'static str,
        /// The text that was probably meant.
        corrected: Option<String>,
    },
    ConflictingOptions {
        /// The option that contradicts the one at the issue's location.
        with: PolicyOption,
    },
    UnsupportedItem {
        /// What the attribute stands on.
        item: &'static str,
    },
    InvalidAcknowledgement(AcknowledgementProblem),
    LocalhostOrigin {
        /// The origin.
        origin: String,
    },
    InsecureOrigin {
        /// The origin.
        origin: String,
    },
    PublicSuffixWildcard {
        /// The pattern.
        pattern: String,
        /// The public suffix whose sub-domains it matches: its base, or the shortest one below it.
        suffix: String,
    },
    AnyInstallation {
        /// The pattern.
        pattern: String,
    },
    JsonWithoutContentType,
    AuthWithoutAuthorization,
    WebsocketWithoutEnforce,
}

/// Why an `allow(…)` acknowledges nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AcknowledgementProblem {
    /// It names no rule.
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

impl IssueKind {
    /// The issue at its place.
    #[must_use]
    pub fn at(self, location: Location) -> Issue {
        Issue { kind: self, location }
    }
}

/// All that is wrong with a policy: never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issues(pub(crate) Vec<Issue>);

impl Issues {
    /// The issues, in the order of the options.
    #[must_use]
    pub fn as_slice(&self) -> &[Issue] {
        &self.0
    }
}

impl IntoIterator for Issues {
    type Item = Issue;
    type IntoIter = std::vec::IntoIter<Issue>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl std::fmt::Display for Issues {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().enumerate().try_for_each(|(index, issue)| {
            let gap = if index == 0 { "" } else { "\n\n" };
            write!(f, "{gap}{issue}")
        })
    }
}

impl std::error::Error for Issues {}
