//! Why a set was not made.

use std::{error::Error, fmt, ops::Range};

use crate::{
    origins::list::OriginList,
    policy::options::PolicyOption,
    rules::{
        front_end::FrontEnd,
        issue::{Issue, Issues},
    },
};

/// All that is wrong with what a set was to be made from.
///
/// [`fmt::Display`] says it one paragraph after the other, each with its position, and so does [`fmt::Debug`]: a `main` that
/// returns the error, and `expect`, print that one.
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
    /// Where the elements are in the text.
    places: Vec<Range<usize>>,
}

/// What a set was to be made from.
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

/// What is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum OriginSetProblem {
    /// The environment variable is not set.
    Missing,
    /// The environment variable is not Unicode.
    NotUnicode,
    /// There are more than 32,767 origins.
    TooMany,
    /// They break rules.
    Issues(Issues),
}

/// As many paragraphs as somebody may read. A file that is no list of origins at all would have a million.
const SHOWN: usize = 100;

impl OriginSetError {
    pub(super) fn new(input: OriginSetInput, problem: OriginSetProblem, places: Vec<Range<usize>>) -> Self {
        OriginSetError { input, problem, places }
    }

    /// What the set was to be made from.
    #[must_use]
    pub fn input(&self) -> &OriginSetInput {
        &self.input
    }

    /// What is wrong with it.
    #[must_use]
    pub fn problem(&self) -> &OriginSetProblem {
        &self.problem
    }

    /// What breaks a rule, as [`PolicySpec::validate`](crate::PolicySpec::validate) reports it; empty if no origins could be read.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        match &self.problem {
            OriginSetProblem::Issues(issues) => issues.as_slice(),
            _ => &[],
        }
    }

    /// Where an issue is in the text, or in the value of the environment variable; `None` for a list, and for what is wrong
    /// with the whole.
    #[must_use]
    pub fn bytes(&self, issue: &Issue) -> Option<Range<usize>> {
        let element = issue.location.element.filter(|_| issue.location.option == Some(PolicyOption::Origins))?;
        let place = self.places.get(element)?;
        Some(match &issue.location.bytes {
            Some(bytes) => place.start + bytes.start..place.start + bytes.end,
            None => place.clone(),
        })
    }

    fn position(&self, issue: &Issue, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
        let (input, front_end) = (&self.input, FrontEnd::of(&self.input));
        let issues = match &self.problem {
            OriginSetProblem::Missing => {
                return write!(f, "{input} is not set: it has to list the origins that may read");
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
        // The origins from the first to the last, as somebody goes through them, and not rule by rule.
        let mut in_order: Vec<&Issue> = issues.iter().collect();
        in_order.sort_by_key(|issue| (issue.location.option, issue.location.element));
        for issue in in_order.into_iter().take(SHOWN) {
            f.write_str("\n\n")?;
            self.position(issue, f)?;
            write!(f, "{}", issue.said_by(front_end))?;
        }
        match issues.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "\n\nand {more} more"),
        }
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

impl FrontEnd {
    fn of(input: &OriginSetInput) -> Self {
        match input {
            OriginSetInput::List => FrontEnd::List,
            OriginSetInput::Text | OriginSetInput::Environment(_) => FrontEnd::Text,
        }
    }
}

// What a person sees at start-up is this text, and a structure of structures would tell them nothing.
impl fmt::Debug for OriginSetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for OriginSetError {}
