//! A policy that keeps the rules, ready to be made into a [`Policy`].

use crate::{
    acknowledged::Acknowledged, header_name::HeaderName, max_age::MaxAge, method::Method, origin_list::OriginList,
    pattern::OriginPattern, policy::Policy, rule::Rule,
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
    /// Whether nothing is said, so that a named policy is used as it is.
    #[doc(hidden)]
    #[must_use]
    pub fn says_nothing(&self) -> bool {
        let ValidSpec { origins, dev_origins, credentials, allow_headers, expose_headers, .. } = self;
        let ValidSpec { max_age, methods, same_origin, enforce, acknowledgements, .. } = self;
        origins.is_none()
            && dev_origins.is_none()
            && allow_headers.is_none()
            && expose_headers.is_none()
            && max_age.is_none()
            && methods.is_none()
            && !(*credentials || *same_origin || *enforce)
            && acknowledgements.is_empty()
    }

    /// Makes a policy that lives as long as the program. A source it has none: where the specification names one, it lets nobody
    /// in.
    ///
    /// Policies are made at start-up, a few of them; each is leaked on purpose, so that a request allocates nothing to use it.
    /// `debug_assertions` is taken to be as it is for this crate.
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
        let mut policy = Policy::NOBODY.named(leak_str(name));
        policy = match &self.origins {
            Some(ValidOrigins::Any) => policy.with_any_origin(),
            Some(ValidOrigins::Listed(list)) => policy.with_origins(leak_list(list)),
            None => policy,
        };
        if let Some(list) = self.dev_origins.as_ref().filter(|_| cfg!(debug_assertions)) {
            policy = policy.with_dev_origins(leak_list(list));
        }
        if self.credentials {
            policy = policy.with_credentials();
        }
        if let Some(names) = &self.allow_headers {
            policy = policy.with_allow_headers(leak_names(names), leak_str(&names.value()));
        }
        if let Some(names) = &self.expose_headers {
            policy = policy.with_expose_headers(leak_names(names), leak_str(&names.value()));
        }
        if let Some(max_age) = self.max_age {
            policy = policy.with_max_age(leak_str(&max_age.to_string()));
        }
        if let Some(methods) = &self.methods {
            policy = policy.with_methods(leak_all(methods.iter().map(Method::as_str)));
        }
        if self.enforce {
            policy = policy.enforced();
        }
        let acknowledged = self
            .acknowledgements
            .iter()
            .fold(Acknowledged::NONE, |all, (rule, reason)| all.with(*rule, leak_str(reason)));
        leak(policy.with_acknowledged(acknowledged))
    }
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn leak_list(list: &[OriginPattern]) -> &'static OriginList {
    // Literals of the program from now on, as those that a macro writes.
    leak(OriginList::new(list.iter().map(OriginPattern::leak)).vetted())
}

fn leak_str(text: &str) -> &'static str {
    Box::leak(text.into())
}

fn leak_names(names: &HeaderNames) -> &'static [&'static str] {
    leak_all(names.elements())
}

fn leak_all<'a>(texts: impl Iterator<Item = &'a str>) -> &'static [&'static str] {
    texts.map(leak_str).collect::<Vec<_>>().leak()
}
