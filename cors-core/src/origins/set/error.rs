//! The error if a set cannot be made.

use std::{error::Error, fmt, ops::Range};

use crate::{
    origins::list::OriginList,
    policy::options::PolicyOption,
    rules::{
        front_end::FrontEnd,
        issue::{Issue, Issues},
        wording::write_addresses,
    },
};

/// All mistakes in the input of an [`OriginSet`](crate::OriginSet).
///
/// [`fmt::Display`] writes a paragraph for each, with its position, and at the end the address of each broken rule. [`fmt::Debug`] writes the same text, because that is what `expect`
/// and a `main` that returns the error print.
///
/// ```
/// use cors_core::{OriginSet, OriginSetInput, Rule};
///
/// let error = OriginSet::from_text("https://a.example, null").unwrap_err();
/// assert_eq!(error.input(), &OriginSetInput::Text);
/// let issue = &error.issues()[0];
/// assert_eq!((issue.kind.rule(), issue.location.element), (Rule::NullOrigin, Some(1)));
/// assert_eq!(error.bytes(issue), Some(19..23));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct OriginSetError {
    input: OriginSetInput,
    problem: OriginSetProblem,
    /// The positions of the elements in the text.
    positions: Vec<Range<usize>>,
}

/// The input from which a set is made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum OriginSetInput {
    /// A list of strings.
    List,
    /// A text.
    Text,
    /// The environment variable of that name.
    Environment(String),
}

/// The problem with the input of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum OriginSetProblem {
    /// The environment variable is not set.
    Missing,
    /// The environment variable is not Unicode.
    NotUnicode,
    /// There are more than 32,767 origins.
    TooMany,
    /// The origins break rules.
    Issues(Issues),
}

/// The most issues that the text of the error lists. A file that is not a list of origins may have a million.
const SHOWN: usize = 100;

impl OriginSetError {
    pub(super) fn new(input: OriginSetInput, problem: OriginSetProblem, positions: Vec<Range<usize>>) -> Self {
        OriginSetError { input, problem, positions }
    }

    /// The input.
    pub fn input(&self) -> &OriginSetInput {
        &self.input
    }

    /// The problem with the input.
    pub fn problem(&self) -> &OriginSetProblem {
        &self.problem
    }

    /// The broken rules, as [`PolicySpec::validate`](crate::PolicySpec::validate) reports them; empty if no origins could be read.
    pub fn issues(&self) -> &[Issue] {
        match &self.problem {
            OriginSetProblem::Issues(issues) => issues.as_slice(),
            _ => &[],
        }
    }

    /// The position of an issue in the text, or in the value of the environment variable; `None`: the input is a list, or the issue
    /// concerns the whole.
    pub fn bytes(&self, issue: &Issue) -> Option<Range<usize>> {
        let element = issue.location.element.filter(|_| issue.location.option == Some(PolicyOption::Origins))?;
        let whole = self.positions.get(element)?;
        Some(match &issue.location.bytes {
            Some(bytes) => whole.start + bytes.start..whole.start + bytes.end,
            None => whole.clone(),
        })
    }

    fn write_position(&self, issue: &Issue, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (issue.location.option, issue.location.element) {
            (Some(PolicyOption::Origins), Some(element)) => write!(f, "origin {}", element + 1)?,
            (Some(PolicyOption::Allow), Some(element)) => write!(f, "acknowledgement {}", element + 1)?,
            _ => return Ok(()),
        }
        if let Some(bytes) = self.bytes(issue) {
            write!(f, ", bytes {}..{}", bytes.start, bytes.end)?;
        }
        f.write_str(": ")
    }
}

impl fmt::Display for OriginSetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let input = &self.input;
        let front_end = if *input == OriginSetInput::List { FrontEnd::List } else { FrontEnd::Text };
        let issues = match &self.problem {
            OriginSetProblem::Missing => {
                return write!(
                    f,
                    "{input} is not set: it has to list the origins that may read, unless OriginSet::possibly_empty() reads it"
                );
            }
            OriginSetProblem::NotUnicode => return write!(f, "{input} is not Unicode, as every origin is"),
            OriginSetProblem::TooMany => {
                return write!(
                    f,
                    "{input} has more than {} origins, which is the most that a set holds",
                    OriginList::MOST
                );
            }
            OriginSetProblem::Issues(issues) => issues.as_slice(),
        };
        let mistakes = if issues.len() == 1 { "mistake" } else { "mistakes" };
        write!(f, "{} {mistakes} in {input}", issues.len())?;
        // Origin by origin, not rule by rule.
        let mut in_order: Vec<&Issue> = issues.iter().collect();
        in_order.sort_by_key(|issue| (issue.location.option, issue.location.element));
        in_order.truncate(SHOWN);
        for issue in &in_order {
            f.write_str("\n\n")?;
            self.write_position(issue, f)?;
            write!(f, "{}", issue.in_report(front_end))?;
        }
        let more = issues.len().saturating_sub(SHOWN);
        if more > 0 {
            write!(f, "\n\nand {more} more")?;
        }
        write_addresses(in_order, f)
    }
}

impl fmt::Display for OriginSetInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OriginSetInput::List => f.write_str("the list of origins"),
            OriginSetInput::Text => f.write_str("the text that lists the origins"),
            OriginSetInput::Environment(name) => write!(f, "the environment variable `{name}`"),
        }
    }
}

impl fmt::Debug for OriginSetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for OriginSetError {}
