//! Constructors of sets, which check the origins as those of a policy with credentials.

use std::{env, ops::Range, str::FromStr};

use super::{
    error::{OriginSetError, OriginSetInput, OriginSetProblem},
    origin_set::{OriginSet, Storage},
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
        issue::{Issue, Issues},
        rule::{AcknowledgementProblem, IssueKind, Rule},
    },
};

/// A builder of an [`OriginSet`] with risks that are accepted on the record: see [`OriginSet::acknowledging`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "accepts risks for a set that is not made"]
pub struct Acknowledging(Vec<(Rule, &'static str)>);

impl Acknowledging {
    const NOTHING: Acknowledging = Acknowledging(Vec::new());

    /// Accepts another risk.
    pub fn acknowledging(mut self, rule: Rule, reason: &'static str) -> Self {
        self.0.push((rule, reason));
        self
    }

    /// Like [`OriginSet::from_origins`]. Mistakes in the acknowledgements are errors, too.
    pub fn from_origins(
        self,
        origins: impl IntoIterator<Item = impl Into<String>>,
    ) -> Result<OriginSet, OriginSetError> {
        // One more than the limit is enough for the error.
        let origins: Vec<String> = origins.into_iter().map(Into::into).take(OriginList::MOST + 1).collect();
        let made = if origins.len() > OriginList::MOST {
            Err(OriginSetProblem::TooMany)
        } else {
            self.make(origins).map_err(OriginSetProblem::Issues)
        };
        made.map_err(|problem| OriginSetError::new(OriginSetInput::List, problem, Vec::new()))
    }

    /// Like [`OriginSet::from_text`].
    pub fn from_text(self, text: &str) -> Result<OriginSet, OriginSetError> {
        self.read(text, OriginSetInput::Text)
    }

    /// Like [`OriginSet::from_env`].
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
        let positions: Vec<Range<usize>> = text::elements(text).take(OriginList::MOST + 1).collect();
        if positions.len() > OriginList::MOST {
            return Err(OriginSetError::new(input, OriginSetProblem::TooMany, Vec::new()));
        }
        let origins = positions.iter().map(|bytes| text.get(bytes.clone()).unwrap_or_default().to_owned()).collect();
        self.make(origins).map_err(|issues| OriginSetError::new(input, OriginSetProblem::Issues(issues), positions))
    }

    fn make(&self, origins: Vec<String>) -> Result<OriginSet, Issues> {
        let valid = self.validate(origins)?;
        let list = match valid.origins {
            Some(ValidOrigins::Listed(list)) => list,
            // `validate` accepts neither `*` with `credentials` nor a missing list.
            Some(ValidOrigins::Any) | None => Vec::new(),
        };
        let needed = self.0.iter().filter(|(rule, _)| valid.acknowledgements.iter().any(|(needed, _)| needed == rule));
        let acknowledged = needed.fold(Acknowledged::NONE, |all, (rule, reason)| all.with(*rule, reason));
        Ok(OriginSet(Storage::Shared((OriginList::new(list).vetted(), acknowledged).into())))
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
        // An acknowledgement that this list does not need may be needed by the next one.
        let unneeded: Vec<Rule> = issues.iter().filter_map(unneeded_rule).collect();
        let mistakes: Vec<_> = issues.into_iter().filter(|issue| unneeded_rule(issue).is_none()).collect();
        if !mistakes.is_empty() {
            return Err(Issues(mistakes));
        }
        spec.acknowledgements.retain(|one| !unneeded.iter().any(|rule| rule.name() == one.rule));
        spec.validate()
    }
}

/// The rule whose acknowledgement is not needed by this list, but may be by another one.
fn unneeded_rule(issue: &Issue) -> Option<Rule> {
    match &issue.kind {
        IssueKind::InvalidAcknowledgement(AcknowledgementProblem::NotNeeded(rule)) => {
            Some(*rule).filter(|rule| rule.is_about_origins())
        }
        _ => None,
    }
}

impl OriginSet {
    /// Makes a set of these origins and patterns.
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

    /// Makes a set of the origins and patterns in a text, separated by commas or white space. A comma may follow the last one; between
    /// two commas there must be an origin.
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

    /// Makes a set of the origins and patterns in an environment variable, in the format of [`OriginSet::from_text`].
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

    /// Accepts a risk on the record, for the set that is then made.
    ///
    /// The reason is a literal of the program, so that it is reviewed: a configuration cannot accept a risk. The list need not have the
    /// risk yet, because it may change when the program does not.
    ///
    /// ```
    /// use cors_core::{OriginSet, Rule};
    ///
    /// let kiosks = OriginSet::acknowledging(Rule::InsecureOrigin, "kiosks have no certificates; the network is ours")
    ///     .acknowledging(Rule::LocalhostOrigin, "the kiosk's own page")
    ///     .from_text("http://kiosk.intranet.example http://localhost:8080")?;
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
