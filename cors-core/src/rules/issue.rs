//! The issues of a policy, as data.

use std::ops::Range;

use super::rule::IssueKind;
use crate::policy::options::PolicyOption;

/// A broken rule, and where it is broken.
///
/// Tests compare issues, not messages. [`std::fmt::Display`] writes the message of the compiler and of start-up errors.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Issue {
    /// The broken rule with its details.
    pub kind: IssueKind,
    /// The part of the policy that breaks it.
    pub location: Location,
}

impl IssueKind {
    /// The issue at a location.
    #[must_use]
    pub fn at(self, location: Location) -> Issue {
        Issue { kind: self, location }
    }
}

/// A part of a policy. A front end turns it into its own coordinates: the macro into the span of a literal.
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

/// All issues of a policy: at least one.
///
/// [`std::fmt::Display`] writes their messages, and at the end the address of each broken rule.
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

impl std::error::Error for Issues {}
