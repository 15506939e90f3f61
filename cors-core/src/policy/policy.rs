//! A policy, ready to be enforced.

use super::acknowledgement::Acknowledged;
use crate::origins::{list::OriginList, source::Source};

/// Who may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origins {
    /// Nobody but pages of the same origin: `same_origin`.
    SameOrigin,
    /// Everybody: `*`.
    Any,
    /// Who is on the list.
    Listed(&'static OriginList),
    /// Whom a source knows at run time.
    Source(Source),
}

/// A policy whose every part is a literal of the program: it can be a `static` or a `const`, and the values of its headers
/// are ready.
///
/// `#[cors(…)]` makes one at compile time, [`crate::ValidSpec::leak`] at start-up. Both have checked the rules; there is no other
/// way to make a policy that allows anything.
///
/// ```
/// use cors_core::{Origins, Policy};
///
/// static CLOSED: Policy = Policy::SAME_ORIGIN.named("Closed");
/// assert_eq!(CLOSED.origins(), Origins::SameOrigin);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy(PolicyParts);

/// The parts of a policy, for generated code: no rule is checked here.
///
/// Generated code writes a policy as a literal, because a compiler checks that in less time than calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PolicyParts {
    /// The name under which people know it.
    pub name: &'static str,
    /// The origins that may read.
    pub origins: Origins,
    /// The origins that may read in debug builds.
    pub dev_origins: &'static OriginList,
    /// `credentials`.
    pub credentials: bool,
    /// Names, one by one.
    pub allow_headers: &'static [&'static str],
    /// The same as they stand in the header.
    pub allow_headers_value: &'static str,
    /// Names, one by one.
    pub expose_headers: &'static [&'static str],
    /// The same as they stand in the header.
    pub expose_headers_value: &'static str,
    /// Seconds.
    pub max_age: Option<&'static str>,
    /// `methods`.
    pub methods: Option<&'static [&'static str]>,
    /// `enforce`.
    pub enforce: bool,
    /// The risks that were accepted on the record.
    pub acknowledged: Acknowledged,
    /// The attribute is wrong, or that of the policy that it starts from. The compiler has said so.
    pub stub: bool,
}

impl PolicyParts {
    /// The parts of [`Policy::SAME_ORIGIN`].
    pub const SAME_ORIGIN: PolicyParts = PolicyParts {
        name: "",
        origins: Origins::SameOrigin,
        dev_origins: OriginList::EMPTY,
        credentials: false,
        allow_headers: &[],
        allow_headers_value: "",
        expose_headers: &[],
        expose_headers_value: "",
        max_age: None,
        methods: None,
        enforce: false,
        acknowledged: Acknowledged::NONE,
        stub: false,
    };

    /// The parts of the policy that stands in for one that does not compile.
    pub const STUB: PolicyParts = PolicyParts { stub: true, ..PolicyParts::SAME_ORIGIN };

    /// The parts of a policy.
    #[must_use]
    pub const fn of(policy: &Policy) -> Self {
        policy.0
    }

    /// Closes everything, whatever was said before: `same_origin` always wins. Requests of other origins stay refused.
    #[must_use]
    pub const fn closed(self) -> Self {
        PolicyParts { name: self.name, stub: self.stub, enforce: self.enforce, ..PolicyParts::SAME_ORIGIN }
    }

    /// The same, whose source is asked with the application state of this number: [`Source::state`].
    #[must_use]
    pub const fn with_state(self, state: usize) -> Self {
        match self.origins {
            Origins::Source(source) => PolicyParts { origins: Origins::Source(source.with_state(state)), ..self },
            Origins::SameOrigin | Origins::Any | Origins::Listed(_) => self,
        }
    }

    /// The policy.
    #[must_use]
    pub const fn policy(self) -> Policy {
        Policy(self)
    }
}

impl Policy {
    /// The policy that allows nothing: where every other one starts.
    pub const SAME_ORIGIN: Policy = Policy(PolicyParts::SAME_ORIGIN);

    /// The same under a name.
    #[must_use]
    pub const fn named(self, name: &'static str) -> Self {
        Policy(PolicyParts { name, ..self.0 })
    }

    /// The same with `enforce`.
    #[must_use]
    pub const fn enforced(self) -> Self {
        Policy(PolicyParts { enforce: true, ..self.0 })
    }

    /// The name under which people know it: of the type that it is declared on, or the path of its handler.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.0.name
    }

    /// Who may read.
    #[must_use]
    pub const fn origins(&self) -> Origins {
        self.0.origins
    }

    /// The source of its origins, where they are known only at run time.
    #[must_use]
    pub const fn source(&self) -> Option<Source> {
        match self.0.origins {
            Origins::Source(source) => Some(source),
            Origins::SameOrigin | Origins::Any | Origins::Listed(_) => None,
        }
    }

    /// The origins that may read besides, where the crate of the attribute and the adapter were compiled with `debug_assertions`.
    #[must_use]
    pub const fn dev_origins(&self) -> &'static OriginList {
        self.0.dev_origins
    }

    /// Whether requests may carry credentials: `Access-Control-Allow-Credentials: true`.
    #[must_use]
    pub const fn allows_credentials(&self) -> bool {
        self.0.credentials
    }

    /// The request headers that scripts may set beyond the safelist, in lower case, or `*`.
    #[must_use]
    pub const fn allow_headers(&self) -> &'static [&'static str] {
        self.0.allow_headers
    }

    /// The value of `Access-Control-Allow-Headers`.
    #[must_use]
    pub const fn allow_headers_value(&self) -> Option<&'static str> {
        if self.0.allow_headers.is_empty() { None } else { Some(self.0.allow_headers_value) }
    }

    /// The response headers that scripts may read beyond the safelist, in lower case, or `*`.
    #[must_use]
    pub const fn expose_headers(&self) -> &'static [&'static str] {
        self.0.expose_headers
    }

    /// The value of `Access-Control-Expose-Headers`.
    #[must_use]
    pub const fn expose_headers_value(&self) -> Option<&'static str> {
        if self.0.expose_headers.is_empty() { None } else { Some(self.0.expose_headers_value) }
    }

    /// The value of `Access-Control-Max-Age`: seconds.
    #[must_use]
    pub const fn max_age_value(&self) -> Option<&'static str> {
        self.0.max_age
    }

    /// The only methods of a handler that is mounted for any method; `None`: it is not narrowed.
    #[must_use]
    pub const fn methods(&self) -> Option<&'static [&'static str]> {
        self.0.methods
    }

    /// Whether requests of other origins are refused, and not only kept from reading: `enforce`.
    #[must_use]
    pub const fn is_enforced(&self) -> bool {
        self.0.enforce
    }

    /// The risks that were accepted on the record.
    #[must_use]
    pub const fn acknowledged(&self) -> &Acknowledged {
        &self.0.acknowledged
    }

    /// Whether the answer depends on who asks, so that a cache has to be told.
    #[must_use]
    pub const fn varies_by_origin(&self) -> bool {
        match self.0.origins {
            Origins::Any => false,
            // Where others are refused, what they get is not what the page of the server's own origin gets.
            Origins::SameOrigin => self.0.enforce || !self.0.dev_origins.is_empty(),
            Origins::Listed(_) | Origins::Source(_) => true,
        }
    }

    /// Whether the two give every request the same answer, whatever they are called and whatever was acknowledged.
    #[must_use]
    pub fn answers_like(&self, other: &Policy) -> bool {
        let nameless = |policy: &Policy| PolicyParts { name: "", acknowledged: Acknowledged::NONE, ..policy.0 };
        std::ptr::eq(self, other) || nameless(self) == nameless(other)
    }

    /// Whether it stands in for a policy that does not compile.
    pub(crate) const fn is_stub(&self) -> bool {
        self.0.stub
    }
}
