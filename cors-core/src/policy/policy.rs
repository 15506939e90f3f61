//! A policy, ready to be enforced.

use super::{acknowledgement::Acknowledged, enforcement::Enforcement, hosts::HostList};
use crate::{
    origins::{list::OriginList, source::Source},
    respond::vary::ReadHeaders,
};

/// The allowed origins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origins {
    /// The same origin only: `same_origin`.
    SameOrigin,
    /// Every origin: `*`.
    Any,
    /// The origins of this list.
    Listed(&'static OriginList),
    /// The origins that a source knows at run time.
    Source(Source),
}

/// A policy that is made of literals: it can be a `static` or a `const`, and its header values need no preparation.
///
/// `#[cors(…)]` makes one at compile time, [`crate::ValidSpec::leak`] at start-up. Both check the rules; nothing else makes a
/// policy that allows another origin.
///
/// ```
/// use cors_core::{Origins, Policy};
///
/// static CLOSED: Policy = Policy::SAME_ORIGIN.named("Closed");
/// assert_eq!(CLOSED.origins(), Origins::SameOrigin);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy(PolicyParts);

/// The parts of a policy, for generated code. No rule is checked.
///
/// Generated code writes a policy as a literal, because it compiles faster than calls.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PolicyParts {
    pub name: &'static str,
    pub origins: Origins,
    pub dev_origins: &'static OriginList,
    /// `dev_origins` is written, also if this build does not have them: the rules are the same in every build.
    pub has_dev_origins: bool,
    pub credentials: bool,
    pub allow_headers: &'static [&'static str],
    pub allow_headers_value: &'static str,
    pub expose_headers: &'static [&'static str],
    pub expose_headers_value: &'static str,
    /// Seconds.
    pub max_age: Option<&'static str>,
    pub methods: Option<&'static [&'static str]>,
    pub enforce: Option<Enforcement>,
    pub hosts: &'static [&'static str],
    pub acknowledged: Acknowledged,
    /// The attribute, or that of the policy that it starts from, has an error that the compiler has reported.
    pub stub: bool,
}

impl PolicyParts {
    /// The parts of [`Policy::SAME_ORIGIN`].
    pub const SAME_ORIGIN: PolicyParts = PolicyParts {
        name: "",
        origins: Origins::SameOrigin,
        dev_origins: OriginList::EMPTY,
        has_dev_origins: false,
        credentials: false,
        allow_headers: &[],
        allow_headers_value: "",
        expose_headers: &[],
        expose_headers_value: "",
        max_age: None,
        methods: None,
        enforce: None,
        hosts: &[],
        acknowledged: Acknowledged::NONE,
        stub: false,
    };

    /// The parts of a policy in place of one that does not compile.
    pub const STUB: PolicyParts = PolicyParts { stub: true, ..PolicyParts::SAME_ORIGIN };

    /// The parts of a policy.
    pub const fn of(policy: &Policy) -> Self {
        policy.0
    }

    /// Removes every permission: `same_origin` always wins. What refuses requests stays.
    #[must_use]
    pub const fn closed(self) -> Self {
        let PolicyParts { name, stub, enforce, hosts, .. } = self;
        PolicyParts { name, stub, enforce, hosts, ..PolicyParts::SAME_ORIGIN }
    }

    /// Sets the number of the application state that the source is queried with: [`Source::state`].
    #[must_use]
    pub const fn with_state(self, state: usize) -> Self {
        match self.origins {
            Origins::Source(source) => PolicyParts { origins: Origins::Source(source.with_state(state)), ..self },
            Origins::SameOrigin | Origins::Any | Origins::Listed(_) => self,
        }
    }

    /// The policy.
    pub const fn policy(self) -> Policy {
        Policy(self)
    }
}

impl Policy {
    /// The policy that allows no other origin.
    pub const SAME_ORIGIN: Policy = Policy(PolicyParts::SAME_ORIGIN);

    /// Sets the name.
    #[must_use]
    pub const fn named(self, name: &'static str) -> Self {
        Policy(PolicyParts { name, ..self.0 })
    }

    /// Adds `enforce`.
    #[must_use]
    pub const fn enforced(self) -> Self {
        Policy(PolicyParts { enforce: Some(Enforcement::Refuse), ..self.0 })
    }

    /// The name of the type that it is declared on, or the path of its handler.
    pub const fn name(&self) -> &'static str {
        self.0.name
    }

    /// The allowed origins.
    pub const fn origins(&self) -> Origins {
        self.0.origins
    }

    /// The source of its origins, if they are known only at run time.
    pub const fn source(&self) -> Option<Source> {
        match self.0.origins {
            Origins::Source(source) => Some(source),
            Origins::SameOrigin | Origins::Any | Origins::Listed(_) => None,
        }
    }

    /// The origins that are allowed as well if the adapter and the crate of the attribute were compiled with `debug_assertions`.
    pub const fn dev_origins(&self) -> &'static OriginList {
        self.0.dev_origins
    }

    /// Returns whether requests may carry credentials: `Access-Control-Allow-Credentials: true`.
    pub const fn allows_credentials(&self) -> bool {
        self.0.credentials
    }

    /// The request headers that scripts may set beyond the safelist, in lower case, or `*`.
    pub const fn allow_headers(&self) -> &'static [&'static str] {
        self.0.allow_headers
    }

    /// The value of `Access-Control-Allow-Headers`.
    pub const fn allow_headers_value(&self) -> Option<&'static str> {
        if self.0.allow_headers.is_empty() { None } else { Some(self.0.allow_headers_value) }
    }

    /// The response headers that scripts may read beyond the safelist, in lower case, or `*`.
    pub const fn expose_headers(&self) -> &'static [&'static str] {
        self.0.expose_headers
    }

    /// The value of `Access-Control-Expose-Headers`.
    pub const fn expose_headers_value(&self) -> Option<&'static str> {
        if self.0.expose_headers.is_empty() { None } else { Some(self.0.expose_headers_value) }
    }

    /// The value of `Access-Control-Max-Age`: seconds.
    pub const fn max_age_value(&self) -> Option<&'static str> {
        self.0.max_age
    }

    /// The only methods of a handler that is mounted for any method; `None`: all methods.
    pub const fn methods(&self) -> Option<&'static [&'static str]> {
        self.0.methods
    }

    /// The effect on requests that the policy does not trust: `enforce`.
    pub const fn enforcement(&self) -> Option<Enforcement> {
        self.0.enforce
    }

    /// Returns whether requests that the policy does not trust are refused: `enforce`, but not `enforce = "report"`.
    #[inline]
    pub const fn is_enforced(&self) -> bool {
        matches!(self.0.enforce, Some(Enforcement::Refuse))
    }

    /// The hosts under which the handler may be asked.
    #[inline]
    pub const fn hosts(&self) -> HostList {
        HostList(self.0.hosts)
    }

    /// Returns whether requests may be refused, by `enforce` or by `hosts`.
    #[inline]
    pub const fn may_refuse(&self) -> bool {
        self.is_enforced() || !self.hosts().is_empty()
    }

    /// Returns whether no build allows another origin: `same_origin` without `dev_origins`.
    pub(crate) const fn is_closed(&self) -> bool {
        matches!(self.0.origins, Origins::SameOrigin) && !self.0.has_dev_origins
    }

    /// The policy that this build enforces: if it has no `dev_origins`, `same_origin` beside them is as `same_origin` alone.
    #[must_use]
    pub(crate) const fn in_effect(&self) -> Policy {
        match self.0.origins {
            Origins::SameOrigin if self.0.has_dev_origins && self.0.dev_origins.is_empty() => {
                Policy(PolicyParts { acknowledged: self.0.acknowledged, ..self.0.closed() })
            }
            _ => *self,
        }
    }

    /// The risks that are accepted on the record.
    pub const fn acknowledged(&self) -> &Acknowledged {
        &self.0.acknowledged
    }

    /// The request headers on which every answer depends. `enforce` reads further ones.
    #[inline]
    pub(crate) const fn read_headers(&self) -> ReadHeaders {
        let by_origin = match self.0.origins {
            Origins::Any => false,
            // Other origins get a refusal, the server's own pages get the response.
            Origins::SameOrigin => self.is_enforced() || !self.0.dev_origins.is_empty(),
            Origins::Listed(_) | Origins::Source(_) => true,
        };
        let origin = if by_origin { ReadHeaders::ORIGIN } else { ReadHeaders::NONE };
        if self.0.hosts.is_empty() { origin } else { origin.and(ReadHeaders::HOST) }
    }

    /// Returns whether both give every request the same answer; names and acknowledgements may differ.
    pub fn answers_like(&self, other: &Policy) -> bool {
        let nameless = |policy: &Policy| PolicyParts {
            name: "",
            acknowledged: Acknowledged::NONE,
            has_dev_origins: false,
            ..policy.in_effect().0
        };
        std::ptr::eq(self, other) || nameless(self) == nameless(other)
    }

    /// The policy of the methods outside `methods = […]`: it allows no other origin, and refuses what this one refuses.
    pub(crate) fn outside_methods(&self) -> Policy {
        PolicyParts { name: "outside_methods", methods: Some(&[]), ..self.0.closed() }.policy()
    }

    /// True if it is in place of a policy that does not compile.
    pub(crate) const fn is_stub(&self) -> bool {
        self.0.stub
    }
}
