//! What is wrong with a policy, as data.

use std::ops::Range;

use crate::{
    option::PolicyOption,
    origin_problem::{OriginProblem, PatternProblem},
    rule::Rule,
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

/// What is wrong. Every variant belongs to one [`Rule`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IssueKind {
    /// [`Rule::WildcardWithCredentials`].
    WildcardWithCredentials,
    /// [`Rule::WildcardHeadersWithCredentials`].
    WildcardHeadersWithCredentials,
    /// [`Rule::WildcardExposeWithCredentials`].
    WildcardExposeWithCredentials,
    /// [`Rule::WildcardMixed`]: what stands beside the `*`.
    WildcardMixed {
        /// The element that `*` already covers.
        beside: String,
    },
    /// [`Rule::UnvalidatedReflection`].
    UnvalidatedReflection {
        /// What was written instead of origins.
        written: String,
    },
    /// [`Rule::NoOrigins`].
    NoOrigins {
        /// The option is there, but its list is empty.
        empty: bool,
    },
    /// [`Rule::NullOrigin`].
    NullOrigin,
    /// [`Rule::MalformedOrigin`].
    MalformedOrigin {
        /// The text.
        origin: String,
        /// What is wrong with it.
        problem: OriginProblem,
        /// The text that was probably meant.
        corrected: Option<String>,
    },
    /// [`Rule::MalformedPattern`].
    MalformedPattern {
        /// The text.
        pattern: String,
        /// What is wrong with it.
        problem: PatternProblem,
    },
    /// [`Rule::DuplicateOrigin`].
    DuplicateOrigin {
        /// The origin that stands twice.
        origin: String,
    },
    /// [`Rule::ShadowedOrigin`].
    ShadowedOrigin {
        /// The origin that adds nothing.
        origin: String,
        /// The pattern that already matches it.
        by: String,
    },
    /// [`Rule::ForbiddenMethod`].
    ForbiddenMethod {
        /// The method.
        method: String,
    },
    /// [`Rule::MalformedMethod`].
    MalformedMethod {
        /// The text.
        method: String,
    },
    /// [`Rule::MethodCase`].
    MethodCase {
        /// The text.
        method: String,
        /// The method as it is written.
        corrected: &'static str,
    },
    /// [`Rule::DuplicateMethod`].
    DuplicateMethod {
        /// The method that stands twice.
        method: String,
    },
    /// [`Rule::ForbiddenHeader`].
    ForbiddenHeader {
        /// The name.
        header: String,
    },
    /// [`Rule::MalformedHeader`].
    MalformedHeader {
        /// The text.
        header: String,
    },
    /// [`Rule::MisplacedHeader`].
    MisplacedHeader {
        /// The name.
        header: String,
    },
    /// [`Rule::DuplicateHeader`].
    DuplicateHeader {
        /// The name that stands twice.
        header: String,
    },
    /// [`Rule::MaxAgeOutOfRange`].
    MaxAgeOutOfRange {
        /// The value as it was written.
        value: String,
    },
    /// [`Rule::UnknownOption`].
    UnknownOption {
        /// The name.
        name: String,
        /// The option that was probably meant.
        nearest: Option<PolicyOption>,
    },
    /// [`Rule::DuplicateOption`].
    DuplicateOption,
    /// [`Rule::MalformedOption`].
    MalformedOption {
        /// What the option's value has to be.
        expected: &'static str,
        /// The text that was probably meant.
        corrected: Option<String>,
    },
    /// [`Rule::ConflictingOptions`].
    ConflictingOptions {
        /// The option that contradicts the one at the issue's location.
        with: PolicyOption,
    },
    /// [`Rule::UnsupportedItem`].
    UnsupportedItem {
        /// What the attribute stands on.
        item: &'static str,
    },
    /// [`Rule::InvalidAcknowledgement`].
    InvalidAcknowledgement(AcknowledgementProblem),
    /// [`Rule::LocalhostOrigin`].
    LocalhostOrigin {
        /// The origin.
        origin: String,
    },
    /// [`Rule::InsecureOrigin`].
    InsecureOrigin {
        /// The origin.
        origin: String,
    },
    /// [`Rule::PublicSuffixWildcard`].
    PublicSuffixWildcard {
        /// The pattern.
        pattern: String,
        /// The public suffix whose sub-domains it matches: its base, or the shortest one below it.
        suffix: String,
    },
    /// [`Rule::AnyInstallation`].
    AnyInstallation {
        /// The pattern.
        pattern: String,
    },
    /// [`Rule::JsonWithoutContentType`].
    JsonWithoutContentType,
    /// [`Rule::AuthWithoutAuthorization`].
    AuthWithoutAuthorization,
    /// [`Rule::WebsocketWithoutEnforce`].
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
    /// The rule that is broken.
    #[must_use]
    pub fn rule(&self) -> Rule {
        match self {
            IssueKind::WildcardWithCredentials => Rule::WildcardWithCredentials,
            IssueKind::WildcardHeadersWithCredentials => Rule::WildcardHeadersWithCredentials,
            IssueKind::WildcardExposeWithCredentials => Rule::WildcardExposeWithCredentials,
            IssueKind::WildcardMixed { .. } => Rule::WildcardMixed,
            IssueKind::UnvalidatedReflection { .. } => Rule::UnvalidatedReflection,
            IssueKind::NoOrigins { .. } => Rule::NoOrigins,
            IssueKind::NullOrigin => Rule::NullOrigin,
            IssueKind::MalformedOrigin { .. } => Rule::MalformedOrigin,
            IssueKind::MalformedPattern { .. } => Rule::MalformedPattern,
            IssueKind::DuplicateOrigin { .. } => Rule::DuplicateOrigin,
            IssueKind::ShadowedOrigin { .. } => Rule::ShadowedOrigin,
            IssueKind::ForbiddenMethod { .. } => Rule::ForbiddenMethod,
            IssueKind::MalformedMethod { .. } => Rule::MalformedMethod,
            IssueKind::MethodCase { .. } => Rule::MethodCase,
            IssueKind::DuplicateMethod { .. } => Rule::DuplicateMethod,
            IssueKind::ForbiddenHeader { .. } => Rule::ForbiddenHeader,
            IssueKind::MalformedHeader { .. } => Rule::MalformedHeader,
            IssueKind::MisplacedHeader { .. } => Rule::MisplacedHeader,
            IssueKind::DuplicateHeader { .. } => Rule::DuplicateHeader,
            IssueKind::MaxAgeOutOfRange { .. } => Rule::MaxAgeOutOfRange,
            IssueKind::UnknownOption { .. } => Rule::UnknownOption,
            IssueKind::DuplicateOption => Rule::DuplicateOption,
            IssueKind::MalformedOption { .. } => Rule::MalformedOption,
            IssueKind::ConflictingOptions { .. } => Rule::ConflictingOptions,
            IssueKind::UnsupportedItem { .. } => Rule::UnsupportedItem,
            IssueKind::InvalidAcknowledgement(_) => Rule::InvalidAcknowledgement,
            IssueKind::LocalhostOrigin { .. } => Rule::LocalhostOrigin,
            IssueKind::InsecureOrigin { .. } => Rule::InsecureOrigin,
            IssueKind::PublicSuffixWildcard { .. } => Rule::PublicSuffixWildcard,
            IssueKind::AnyInstallation { .. } => Rule::AnyInstallation,
            IssueKind::JsonWithoutContentType => Rule::JsonWithoutContentType,
            IssueKind::AuthWithoutAuthorization => Rule::AuthWithoutAuthorization,
            IssueKind::WebsocketWithoutEnforce => Rule::WebsocketWithoutEnforce,
        }
    }

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
