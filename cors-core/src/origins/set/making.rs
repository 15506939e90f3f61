//! Making a set: what was written, checked as the origins of a policy with credentials.

use std::{env, ops::Range, str::FromStr};

use super::{
    error::{OriginSetError, OriginSetInput, OriginSetProblem},
    origin_set::{Kept, OriginSet},
    text,
};
use crate::{
    origins::list::OriginList,
    policy::{
        acknowledgement::{Acknowledged, Acknowledgement},
        checked::{ValidOrigins, ValidSpec},
        spec::PolicySpec,
    },
    rules::{
        issue::{AcknowledgementProblem, Issue, IssueKind, Issues},
        rule::Rule,
    },
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

impl OriginSet {
    /// A set of these origins and patterns.
    ///
    /// # Errors
    ///
    /// Every rule that they break.
    ///
    /// ```
    /// use cors_core::OriginSet;
    ///
    /// let rows = vec!["https://shop.example".to_owned(), "https://*.partner.example".to_owned()];
    /// let tenants = OriginSet::from_origins(rows)?;
    /// # Ok::<(), cors_core::OriginSetError>(())
    /// ```
    pub fn from_origins(origins: impl IntoIterator<Item = impl Into<String>>) -> Result<Self, OriginSetError> {
        Acknowledging::NOTHING.from_origins(origins)
    }

    /// A set of the origins and patterns in a text, with commas or white space between them. A comma may follow the last one;
    /// a comma that nothing stands in front of is a mistake: something is missing there.
    ///
    /// # Errors
    ///
    /// Every rule that they break.
    ///
    /// ```
    /// use cors_core::OriginSet;
    ///
    /// let tenants: OriginSet = "https://a.example https://b.example".parse()?;
    /// assert_eq!(tenants, OriginSet::from_text("https://a.example,\n https://b.example,\n")?);
    /// # Ok::<(), cors_core::OriginSetError>(())
    /// ```
    pub fn from_text(text: &str) -> Result<Self, OriginSetError> {
        Acknowledging::NOTHING.from_text(text)
    }

    /// A set of the origins and patterns in an environment variable, written as for [`OriginSet::from_text`].
    ///
    /// # Errors
    ///
    /// The variable is not set or not Unicode, or every rule that its origins break.
    ///
    /// ```
    /// use cors_core::OriginSet;
    ///
    /// let error = OriginSet::from_env("ORIGINS_OF_NO_TENANT").unwrap_err();
    /// assert!(error.to_string().contains("environment variable `ORIGINS_OF_NO_TENANT` is not set"));
    /// ```
    pub fn from_env(name: &str) -> Result<Self, OriginSetError> {
        Acknowledging::NOTHING.from_env(name)
    }

    /// Accepts a risk on the record for the set that is then made.
    ///
    /// The reason is a literal of the program, so that it is there in review: no configuration can accept a risk. A list that
    /// does not need it yet is no mistake, because the list may change where the program does not.
    ///
    /// ```
    /// use cors_core::{OriginSet, Rule};
    ///
    /// let kiosks = OriginSet::acknowledging(Rule::InsecureOrigin, "kiosks have no certificates; the network is ours")
    ///     .from_text("http://kiosk-1.intranet.example http://kiosk-2.intranet.example")?;
    /// assert!(kiosks.acknowledged().reason(Rule::InsecureOrigin).is_some());
    /// # Ok::<(), cors_core::OriginSetError>(())
    /// ```
    pub fn acknowledging(rule: Rule, reason: &'static str) -> Acknowledging {
        Acknowledging::NOTHING.acknowledging(rule, reason)
    }
}

impl FromStr for OriginSet {
    type Err = OriginSetError;

    fn from_str(text: &str) -> Result<Self, OriginSetError> {
        OriginSet::from_text(text)
    }
}

impl TryFrom<Vec<String>> for OriginSet {
    type Error = OriginSetError;

    fn try_from(origins: Vec<String>) -> Result<Self, OriginSetError> {
        OriginSet::from_origins(origins)
    }
}
