//! A policy that keeps the rules, ready to be made into a [`Policy`].

use super::{
    acknowledgement::Acknowledged,
    policy::{Origins, Policy, PolicyParts},
};
use crate::{
    origins::list::OriginList,
    rules::rule::Rule,
    syntax::{header_name::HeaderName, max_age::MaxAge, method::Method, pattern::OriginPattern},
};

/// A policy that [`crate::PolicySpec::validate`] has accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ValidSpec {
    /// Who may read; `None`: what the named policy says.
    pub origins: Option<ValidOrigins>,
    /// Who may read while `debug_assertions` is on.
    pub dev_origins: Option<Vec<OriginPattern>>,
    /// Whether requests may carry credentials.
    pub credentials: bool,
    /// Request headers beyond the safelist.
    pub allow_headers: Option<HeaderNames>,
    /// Response headers that scripts may read.
    pub expose_headers: Option<HeaderNames>,
    /// Preflight cache time.
    pub max_age: Option<MaxAge>,
    /// The only methods of a handler that is mounted for any method.
    pub methods: Option<Vec<Method>>,
    /// No cross-origin access.
    pub same_origin: bool,
    /// Requests of other origins are refused.
    pub enforce: bool,
    /// Accepted risks with their reasons.
    pub acknowledgements: Vec<(Rule, String)>,
}

/// Who may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValidOrigins {
    /// `*`.
    Any,
    /// A list.
    Listed(Vec<OriginPattern>),
}

impl ValidOrigins {
    /// The elements of the list.
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
    /// `*` is among them.
    pub any: bool,
    /// The others.
    pub names: Vec<HeaderName>,
}

impl HeaderNames {
    /// The elements as they stand on the wire, `*` first.
    pub fn elements(&self) -> impl Iterator<Item = &str> {
        self.any.then_some("*").into_iter().chain(self.names.iter().map(HeaderName::as_str))
    }

    /// The value of `Access-Control-Allow-Headers` or `-Expose-Headers`.
    #[must_use]
    pub fn value(&self) -> String {
        self.elements().collect::<Vec<_>>().join(", ")
    }
}

impl ValidSpec {
    /// Makes a policy that lives as long as the program. A source it has none: where the specification names one, it lets nobody
    /// in.
    ///
    /// Policies are made at start-up, a few of them; each is leaked on purpose, so that a request allocates nothing to use it.
    /// No attribute has been expanded, so that for `dev_origins` the `debug_assertions` of this crate count.
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
            credentials: self.credentials,
            allow_headers,
            allow_headers_value,
            expose_headers,
            expose_headers_value,
            max_age: self.max_age.map(|max_age| leak_str(&max_age.to_string())),
            methods: self.methods.as_ref().map(|methods| leak_all(methods.iter().map(Method::as_str))),
            enforce: self.enforce,
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

/// One by one, and as they stand in the header.
fn leak_names(names: Option<&HeaderNames>) -> (&'static [&'static str], &'static str) {
    names.map_or((&[], ""), |names| (leak_all(names.elements()), leak_str(&names.value())))
}

fn leak_all<'a>(texts: impl Iterator<Item = &'a str>) -> &'static [&'static str] {
    texts.map(leak_str).collect::<Vec<_>>().leak()
}
