//! The rules, applied to a policy as it was written: every option by itself, then all of them together.

use super::issue::{IssueKind, Issues, Location};
use super::{findings::Checked, origins::Parsed};
use crate::{
    policy::{
        checked::ValidSpec,
        options::PolicyOption,
        spec::{MaxAgeSpec, PolicySpec},
    },
    syntax::max_age::{MaxAge, MaxAgeError},
};

impl PolicySpec {
    /// Checks every rule.
    ///
    /// # Errors
    ///
    /// All that is wrong, in the order of the options.
    pub fn validate(&self) -> Result<ValidSpec, Issues> {
        let mut checked = Checked::default();
        checked.conflicts(self);
        let origins = checked.origins(self);
        let dev_origins = checked.dev_origins(self, &origins);
        let allow_headers = checked.headers(self.allow_headers.as_deref(), PolicyOption::AllowHeaders);
        let expose_headers = checked.headers(self.expose_headers.as_deref(), PolicyOption::ExposeHeaders);
        let max_age = checked.max_age(self.max_age.as_ref());
        let methods = checked.methods(self.methods.as_deref());
        let acknowledgements = checked.acknowledgements(&self.acknowledgements);
        let places = origins.as_ref().map(Parsed::places).unwrap_or_default();
        let valid = ValidSpec {
            origins: origins.map(Parsed::into_valid),
            dev_origins: dev_origins.map(|list| list.into_iter().flatten().collect()),
            credentials: self.credentials,
            allow_headers,
            expose_headers,
            max_age,
            methods,
            same_origin: self.same_origin,
            enforce: self.enforce,
            acknowledgements,
        };
        checked.combinations(self, &valid, &places);
        if checked.issues.is_empty() { Ok(valid) } else { Err(Issues(checked.issues)) }
    }
}

impl Checked {
    /// `same_origin` always wins, so whatever else would let somebody in is a contradiction.
    fn conflicts(&mut self, spec: &PolicySpec) {
        if spec.enforce && spec.origins.as_deref().is_some_and(|origins| origins == ["*"]) {
            let kind = IssueKind::ConflictingOptions { with: PolicyOption::Origins };
            self.report(kind, Location::option(PolicyOption::Enforce));
        }
        if !spec.same_origin {
            return;
        }
        for option in granting(spec) {
            self.report(IssueKind::ConflictingOptions { with: PolicyOption::SameOrigin }, Location::option(option));
        }
    }

    fn max_age(&mut self, max_age: Option<&MaxAgeSpec>) -> Option<MaxAge> {
        let (parsed, value) = match max_age? {
            MaxAgeSpec::Seconds(seconds) => (MaxAge::from_seconds(*seconds), seconds.to_string()),
            MaxAgeSpec::Text(text) => (MaxAge::parse(text), text.clone()),
        };
        let kind = match parsed {
            Ok(max_age) => return Some(max_age),
            Err(MaxAgeError::OutOfRange) => IssueKind::MaxAgeOutOfRange { value },
            Err(MaxAgeError::Malformed) => {
                let seconds = value.trim().parse::<u64>().ok();
                let corrected = seconds.map(|seconds| format!("max_age = {seconds}"));
                IssueKind::MalformedOption { expected: MAX_AGE_FORM, corrected }
            }
        };
        self.report(kind, Location::option(PolicyOption::MaxAge));
        None
    }
}

/// The options that are given and would do nothing beside `same_origin`.
pub(crate) fn granting(spec: &PolicySpec) -> impl Iterator<Item = PolicyOption> {
    let given = [
        (PolicyOption::Origins, spec.origins.is_some() || spec.source.is_some()),
        (PolicyOption::DevOrigins, spec.dev_origins.is_some()),
        (PolicyOption::Credentials, spec.credentials),
        (PolicyOption::AllowHeaders, spec.allow_headers.is_some()),
        (PolicyOption::ExposeHeaders, spec.expose_headers.is_some()),
        (PolicyOption::MaxAge, spec.max_age.is_some()),
        (PolicyOption::Methods, spec.methods.is_some()),
    ];
    given.into_iter().filter_map(|(option, given)| given.then_some(option))
}

/// What `max_age` has to be.
const MAX_AGE_FORM: &str = r#"`max_age = "2h"` (units `h`, `m`, `s`) or a number of seconds"#;
