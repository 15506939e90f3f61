//! A policy is checked against every rule: each option by itself, then all of them together.

use super::{
    acknowledgements, combinations,
    findings::Findings,
    headers, hosts,
    issue::Issues,
    methods, options,
    origins::{self, Parsed},
};
use crate::policy::{checked::ValidSpec, options::PolicyOption, spec::PolicySpec};

impl PolicySpec {
    /// Checks every rule.
    ///
    /// # Errors
    ///
    /// All issues, in the order of the options.
    pub fn validate(&self) -> Result<ValidSpec, Issues> {
        let mut findings = Findings::default();
        options::check_conflicts(self, &mut findings);
        let origins = origins::check_origins(self, &mut findings);
        let dev_origins = origins::check_dev_origins(self, &origins, &mut findings);
        let allow_headers = headers::check(self.allow_headers.as_deref(), PolicyOption::AllowHeaders, &mut findings);
        let expose_headers = headers::check(self.expose_headers.as_deref(), PolicyOption::ExposeHeaders, &mut findings);
        let max_age = options::check_max_age(self.max_age.as_ref(), &mut findings);
        let methods = methods::check(self.methods.as_deref(), &mut findings);
        let hosts = hosts::check(self.hosts.as_deref(), &mut findings);
        let acknowledgements = acknowledgements::check(&self.acknowledgements, &mut findings);
        let elements = origins.as_ref().map(Parsed::elements).unwrap_or_default();
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
            hosts,
            acknowledgements,
        };
        combinations::check(self, &valid, &elements, &mut findings);
        if findings.0.is_empty() { Ok(valid) } else { Err(Issues(findings.0)) }
    }
}
