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

/// A builder of an [`OriginSet`] that may be empty, or with risks that are accepted on the record: see [`OriginSet::possibly_empty`] and
/// [`OriginSet::acknowledging`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "no set is made"]
pub struct OriginSetBuilder {
    acknowledged: Vec<(Rule, &'static str)>,
    may_be_empty: bool,
}

impl OriginSetBuilder {
    pub(super) const STRICT: OriginSetBuilder = OriginSetBuilder { acknowledged: Vec::new(), may_be_empty: false };

    /// Accepts another risk.
    pub fn acknowledging(mut self, rule: Rule, reason: &'static str) -> Self {
        self.acknowledged.push((rule, reason));
        self
    }

    /// Like [`OriginSet::possibly_empty`].
    pub fn possibly_empty(self) -> Self {
        OriginSetBuilder { may_be_empty: true, ..self }
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

    /// Like [`OriginSet::from_env`]. If the set may be empty, the variable need not be set.
    pub fn from_env(self, name: &str) -> Result<OriginSet, OriginSetError> {
        let variable = OriginSetInput::Environment(name.to_owned());
        match env::var(name) {
            Ok(text) => self.read(&text, variable),
            Err(env::VarError::NotPresent) if self.may_be_empty => self.read("", variable),
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
            // `validate` does not accept `*` with `credentials`; the list is missing if it may be empty and is.
            Some(ValidOrigins::Any) | None => Vec::new(),
        };
        let needed = self
            .acknowledged
            .iter()
            .filter(|(rule, _)| valid.acknowledgements.iter().any(|(needed, _)| needed == rule));
        let acknowledged = needed.fold(Acknowledged::NONE, |all, (rule, reason)| all.with(*rule, reason));
        Ok(OriginSet(Storage::Shared((OriginList::new(list).vetted(), acknowledged).into())))
    }

    fn validate(&self, origins: Vec<String>) -> Result<ValidSpec, Issues> {
        let acknowledgements = self
            .acknowledged
            .iter()
            .map(|(rule, reason)| Acknowledgement { rule: rule.name().to_owned(), reason: (*reason).to_owned() })
            .collect();
        let mut spec = if origins.is_empty() && self.may_be_empty {
            PolicySpec { same_origin: true, acknowledgements, ..PolicySpec::default() }
        } else {
            PolicySpec { origins: Some(origins), credentials: true, acknowledgements, ..PolicySpec::default() }
        };
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
        OriginSetBuilder::STRICT.from_origins(origins)
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
        OriginSetBuilder::STRICT.from_text(text)
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
        OriginSetBuilder::STRICT.from_env(name)
    }

    /// The set without origins, which allows no other origin, as `same_origin` does: for a [`ReloadableOrigins`] that is filled later.
    ///
    /// ```
    /// use cors_core::{OriginSet, ReloadableOrigins};
    ///
    /// let partners = ReloadableOrigins::new(OriginSet::empty());
    /// partners.reload_from_text("https://partner.example")?;
    /// # Ok::<(), cors_core::OriginSetError>(())
    /// ```
    ///
    /// [`ReloadableOrigins`]: crate::ReloadableOrigins
    #[must_use]
    pub const fn empty() -> Self {
        OriginSet(Storage::Literals(OriginList::EMPTY, Acknowledged::NONE))
    }

    /// Accepts an empty list, and an environment variable that is not set, for the set that is then made: a deployment may have no
    /// partners yet. The empty set allows no other origin, as `same_origin` does.
    ///
    /// Without it, an empty list is an error, because it is usually a forgotten one.
    ///
    /// ```
    /// use cors_core::OriginSet;
    ///
    /// assert!(OriginSet::from_text("").is_err());
    /// assert_eq!(OriginSet::possibly_empty().from_text("")?, OriginSet::empty());
    /// assert_eq!(OriginSet::possibly_empty().from_text("https://a.example")?.origins().count(), 1);
    /// # Ok::<(), cors_core::OriginSetError>(())
    /// ```
    pub fn possibly_empty() -> OriginSetBuilder {
        OriginSetBuilder::STRICT.possibly_empty()
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
    pub fn acknowledging(rule: Rule, reason: &'static str) -> OriginSetBuilder {
        OriginSetBuilder::STRICT.acknowledging(rule, reason)
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
