//! A policy that has been validated, to make a [`Policy`] from.

use super::{
    acknowledgement::Acknowledged,
    enforcement::Enforcement,
    policy::{Origins, Policy, PolicyParts},
};
use crate::{
    origins::list::OriginList,
    rules::rule::Rule,
    syntax::{header_name::HeaderName, max_age::MaxAge, method::Method, pattern::OriginPattern},
};

/// A policy that [`PolicySpec::validate`](crate::PolicySpec::validate) has accepted. The fields are those of
/// [`PolicySpec`](crate::PolicySpec).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ValidSpec {
    /// The origins that may read; `None`: those of the named policy.
    pub origins: Option<ValidOrigins>,
    /// Further origins in debug builds.
    pub dev_origins: Option<Vec<OriginPattern>>,
    /// Requests may carry credentials.
    pub credentials: bool,
    /// Request headers beyond the safelist.
    pub allow_headers: Option<HeaderNames>,
    /// Response headers that scripts may read.
    pub expose_headers: Option<HeaderNames>,
    /// The cache time of preflights.
    pub max_age: Option<MaxAge>,
    /// The only methods of a handler that is mounted for any method.
    pub methods: Option<Vec<Method>>,
    /// No other origin may read.
    pub same_origin: bool,
    /// The effect on requests that the policy does not trust.
    pub enforce: Option<Enforcement>,
    /// The hosts under which the handler may be asked; `None`: those of the named policy.
    pub hosts: Option<Vec<String>>,
    /// The accepted risks, each with its reason.
    pub acknowledgements: Vec<(Rule, String)>,
}

/// The allowed origins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValidOrigins {
    /// `*`.
    Any,
    /// A list.
    Listed(Vec<OriginPattern>),
}

impl ValidOrigins {
    pub(crate) fn listed(&self) -> &[OriginPattern] {
        match self {
            ValidOrigins::Any => &[],
            ValidOrigins::Listed(list) => list,
        }
    }
}

/// A list of header names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeaderNames {
    /// The list has a `*`.
    pub any: bool,
    /// The other elements.
    pub names: Vec<HeaderName>,
}

impl HeaderNames {
    /// The elements, `*` first.
    pub fn elements(&self) -> impl Iterator<Item = &str> {
        self.any.then_some("*").into_iter().chain(self.names.iter().map(HeaderName::as_str))
    }

    /// The value of `Access-Control-Allow-Headers` or `-Expose-Headers`.
    pub fn value(&self) -> String {
        self.elements().collect::<Vec<_>>().join(", ")
    }
}

impl ValidSpec {
    /// Makes a policy that lives as long as the program. It has no source: if the specification names one, it allows no origin.
    ///
    /// A program makes a few policies when it starts. Each is leaked, so that requests use it without allocations. `dev_origins`
    /// depend on the `debug_assertions` of this crate, because no attribute is expanded.
    ///
    /// ```
    /// use cors_core::PolicySpec;
    ///
    /// let spec = PolicySpec { origins: Some(vec!["https://app.example.com".to_owned()]), ..PolicySpec::default() };
    /// let policy = spec.validate().unwrap().leak("Frontend");
    /// assert_eq!(policy.name(), "Frontend");
    /// ```
    #[must_use]
    pub fn leak(&self, name: &str) -> &'static Policy {
        let (allow_headers, allow_headers_value) = leak_names(self.allow_headers.as_ref());
        let (expose_headers, expose_headers_value) = leak_names(self.expose_headers.as_ref());
        let dev_origins = self.dev_origins.as_ref().filter(|_| cfg!(debug_assertions));
        let accepted = |all: Acknowledged, (rule, reason): &(Rule, String)| all.with(*rule, leak_str(reason));
        let parts = PolicyParts {
            name: leak_str(name),
            origins: match &self.origins {
                Some(ValidOrigins::Any) => Origins::Any,
                Some(ValidOrigins::Listed(list)) => Origins::Listed(leak_list(list)),
                None => Origins::SameOrigin,
            },
            dev_origins: dev_origins.map_or(OriginList::EMPTY, |list| leak_list(list)),
            has_dev_origins: self.dev_origins.is_some(),
            credentials: self.credentials,
            allow_headers,
            allow_headers_value,
            expose_headers,
            expose_headers_value,
            max_age: self.max_age.map(|max_age| leak_str(&max_age.to_string())),
            methods: self.methods.as_ref().map(|methods| leak_all(methods.iter().map(Method::as_str))),
            enforce: self.enforce,
            hosts: self.hosts.as_ref().map_or(&[], |hosts| leak_all(hosts.iter().map(String::as_str))),
            acknowledged: self.acknowledgements.iter().fold(Acknowledged::NONE, accepted),
            stub: false,
        };
        leak(parts.policy())
    }
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn leak_list(list: &[OriginPattern]) -> &'static OriginList {
    OriginList::new(list.iter().cloned()).leak()
}

fn leak_str(text: &str) -> &'static str {
    Box::leak(text.into())
}

/// The names, and the value of their header.
fn leak_names(names: Option<&HeaderNames>) -> (&'static [&'static str], &'static str) {
    names.map_or((&[], ""), |names| (leak_all(names.elements()), leak_str(&names.value())))
}

fn leak_all<'a>(texts: impl Iterator<Item = &'a str>) -> &'static [&'static str] {
    texts.map(leak_str).collect::<Vec<_>>().leak()
}
