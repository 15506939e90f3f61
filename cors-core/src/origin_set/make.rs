//! Making a set: what was written, checked as the origins of a policy with credentials.

use std::{env, ops::Range};

use super::{
    Kept, OriginSet,
    error::{OriginSetError, OriginSetInput, OriginSetProblem},
    text,
};
use crate::{
    acknowledged::{Acknowledged, Acknowledgement},
    issue::{AcknowledgementProblem, Issue, IssueKind, Issues},
    origin_list::OriginList,
    rule::Rule,
    spec::PolicySpec,
    valid::{ValidOrigins, ValidSpec},
};

/// Risks that are accepted on the record for the set that is made next: see [`OriginSet::acknowledging`].
///
/// ```
/// use cors_core::{OriginSet, Rule};
///
/// let set = OriginSet::acknowledging(Rule::InsecureOrigin, "kiosks have no certificates; the network is ours")
///     .acknowledging(Rule::LocalhostOrigin, "the kiosk's own page")
///     .from_origins(["http://kiosk.intranet.example", "http://localhost:8080"])?;
/// # Ok::<(), cors_core::OriginSetError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "accepts risks for a set that is not made"]
pub struct Acknowledging(Vec<(Rule, &'static str)>);

impl Acknowledging {
    pub(super) const NOTHING: Acknowledging = Acknowledging(Vec::new());

    /// One more risk.
    pub fn acknowledging(mut self, rule: Rule, reason: &'static str) -> Self {
        self.0.push((rule, reason));
        self
    }

    /// As [`OriginSet::from_origins`].
    ///
    /// # Errors
    ///
    /// Every rule that is broken and not acknowledged, and what is wrong with the acknowledgements.
    pub fn from_origins(
        self,
        origins: impl IntoIterator<Item = impl Into<String>>,
    ) -> Result<OriginSet, OriginSetError> {
        // One too many is enough to know that there are too many.
        let origins: Vec<String> = origins.into_iter().map(Into::into).take(OriginList::MOST + 1).collect();
        let made = if origins.len() > OriginList::MOST {
            Err(OriginSetProblem::TooMany)
        } else {
            self.make(origins).map_err(OriginSetProblem::Issues)
        };
        made.map_err(|problem| OriginSetError::new(OriginSetInput::List, problem, Vec::new()))
    }

    /// As [`OriginSet::from_text`].
    ///
    /// # Errors
    ///
    /// Every rule that is broken and not acknowledged, and what is wrong with the acknowledgements.
    pub fn from_text(self, text: &str) -> Result<OriginSet, OriginSetError> {
        self.read(text, OriginSetInput::Text)
    }

    /// As [`OriginSet::from_env`].
    ///
    /// # Errors
    ///
    /// The variable is not set or not Unicode; every rule that is broken and not acknowledged, and what is wrong with the
    /// acknowledgements.
    pub fn from_env(self, name: &str) -> Result<OriginSet, OriginSetError> {
        let variable = OriginSetInput::Environment(name.to_owned());
        match env::var(name) {
            Ok(text) => self.read(&text, variable),
            Err(error) => {
                let problem = match error {
                    env::VarError::NotPresent => OriginSetProblem::Missing,
                    env::VarError::NotUnicode(_) => OriginSetProblem::NotUnicode,
                };
                Err(OriginSetError::new(variable, problem, Vec::new()))
            }
        }
    }

    fn read(self, text: &str, input: OriginSetInput) -> Result<OriginSet, OriginSetError> {
        let places: Vec<Range<usize>> = text::elements(text).take(OriginList::MOST + 1).collect();
        if places.len() > OriginList::MOST {
            return Err(OriginSetError::new(input, OriginSetProblem::TooMany, Vec::new()));
        }
        let origins = places.iter().map(|bytes| text.get(bytes.clone()).unwrap_or_default().to_owned()).collect();
        self.make(origins).map_err(|issues| OriginSetError::new(input, OriginSetProblem::Issues(issues), places))
    }

    fn make(&self, origins: Vec<String>) -> Result<OriginSet, Issues> {
        let valid = self.validate(origins)?;
        let list = match valid.origins {
            Some(ValidOrigins::Listed(list)) => list,
            // `*` and `credentials` exclude each other, and no origins are a mistake.
            Some(ValidOrigins::Any) | None => Vec::new(),
        };
        let needed = self.0.iter().filter(|(rule, _)| valid.acknowledgements.iter().any(|(needed, _)| needed == rule));
        let acknowledged = needed.fold(Acknowledged::NONE, |all, (rule, reason)| all.with(*rule, reason));
        Ok(OriginSet(Kept::Made((OriginList::new(list).vetted(), acknowledged).into())))
    }

    fn validate(&self, origins: Vec<String>) -> Result<ValidSpec, Issues> {
        let acknowledgements = self
            .0
            .iter()
            .map(|(rule, reason)| Acknowledgement { rule: rule.name().to_owned(), reason: (*reason).to_owned() })
            .collect();
        let mut spec =
            PolicySpec { origins: Some(origins), credentials: true, acknowledgements, ..PolicySpec::default() };
        let issues = match spec.validate() {
            Ok(valid) => return Ok(valid),
            Err(issues) => issues.0,
        };
        let (idle, mistakes): (Vec<_>, Vec<_>) = issues.into_iter().partition(is_idle);
        if !mistakes.is_empty() {
            return Err(Issues(mistakes));
        }
        // Today's list does without what the program accepts; tomorrow's may not.
        let is_idle = |other: &Acknowledgement| idle.iter().any(|issue| is_about(issue, &other.rule));
        spec.acknowledgements.retain(|other| !is_idle(other));
        spec.validate()
    }
}

/// An acknowledgement that only the list does not need; one that no list can need is a mistake of the program's.
fn is_idle(issue: &Issue) -> bool {
    match &issue.kind {
        IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NotNeeded(rule)) => rule.is_about_origins(),
        _ => false,
    }
}

fn is_about(issue: &Issue, name: &str) -> bool {
    match &issue.kind {
        IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NotNeeded(rule)) => rule.name() == name,
        _ => false,
    }
}
