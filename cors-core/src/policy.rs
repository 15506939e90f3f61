//! A policy, ready to be enforced.

use crate::{acknowledged::Acknowledged, origin_list::OriginList, source::Source};

/// Who may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origins {
    /// Nobody but pages of the same origin: `same_origin`.
    Nobody,
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
/// `#[cors(…)]` makes one at compile time, [`crate::ValidSpec::leak`] at start-up. The fields are for generated
/// code, which writes a policy as a literal because a compiler checks that in less time than calls: there, no rule is asked.
///
/// ```
/// use cors_core::{Origins, Policy};
///
/// static CLOSED: Policy = Policy::NOBODY.named("Closed");
/// assert_eq!(CLOSED.origins(), Origins::Nobody);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    #[doc(hidden)]
    pub name: &'static str,
    #[doc(hidden)]
    pub origins: Origins,
    #[doc(hidden)]
    pub dev_origins: &'static OriginList,
    #[doc(hidden)]
    pub credentials: bool,
    /// Names, one by one.
    #[doc(hidden)]
    pub allow_headers: &'static [&'static str],
    /// The same as they stand in the header.
    #[doc(hidden)]
    pub allow_headers_value: &'static str,
    #[doc(hidden)]
    pub expose_headers: &'static [&'static str],
    #[doc(hidden)]
    pub expose_headers_value: &'static str,
    #[doc(hidden)]
    pub max_age: Option<&'static str>,
    #[doc(hidden)]
    pub methods: Option<&'static [&'static str]>,
    #[doc(hidden)]
    pub enforce: bool,
    #[doc(hidden)]
    pub acknowledged: Acknowledged,
    /// The attribute is wrong, or that of the policy that it starts from. The compiler has said so.
    #[doc(hidden)]
    pub stub: bool,
}

impl Policy {
    /// The policy that allows nothing: where every other one starts.
    pub const NOBODY: Policy = Policy {
        name: "",
        origins: Origins::Nobody,
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

    /// The name under which people know it: of the type that it is declared on, or the path of its handler.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Who may read.
    #[must_use]
    pub const fn origins(&self) -> Origins {
        self.origins
    }

    /// Who may read besides, where the program was compiled with `debug_assertions`.
    #[must_use]
    pub const fn dev_origins(&self) -> &'static OriginList {
        self.dev_origins
    }

    /// Whether requests may carry credentials: `Access-Control-Allow-Credentials: true`.
    #[must_use]
    pub const fn allows_credentials(&self) -> bool {
        self.credentials
    }

    /// The request headers that scripts may set beyond the safelist, in lower case, or `*`.
    #[must_use]
    pub const fn allow_headers(&self) -> &'static [&'static str] {
        self.allow_headers
    }

    /// The value of `Access-Control-Allow-Headers`.
    #[must_use]
    pub const fn allow_headers_value(&self) -> Option<&'static str> {
        if self.allow_headers.is_empty() { None } else { Some(self.allow_headers_value) }
    }

    /// The response headers that scripts may read beyond the safelist, in lower case, or `*`.
    #[must_use]
    pub const fn expose_headers(&self) -> &'static [&'static str] {
        self.expose_headers
    }

    /// The value of `Access-Control-Expose-Headers`.
    #[must_use]
    pub const fn expose_headers_value(&self) -> Option<&'static str> {
        if self.expose_headers.is_empty() { None } else { Some(self.expose_headers_value) }
    }

    /// The value of `Access-Control-Max-Age`: seconds.
    #[must_use]
    pub const fn max_age_value(&self) -> Option<&'static str> {
        self.max_age
    }

    /// The only methods of a handler that is mounted for any method; `None`: it is not narrowed.
    #[must_use]
    pub const fn methods(&self) -> Option<&'static [&'static str]> {
        self.methods
    }

    /// Whether requests of other origins are refused, and not only kept from reading: `enforce`.
    #[must_use]
    pub const fn is_enforced(&self) -> bool {
        self.enforce
    }

    /// The risks that were accepted on the record.
    #[must_use]
    pub const fn acknowledged(&self) -> &Acknowledged {
        &self.acknowledged
    }

    /// Whether the answer depends on who asks, so that a cache has to be told.
    #[must_use]
    pub const fn varies_by_origin(&self) -> bool {
        match self.origins {
            Origins::Any => false,
            // Where others are refused, what they get is not what the page of the server's own origin gets.
            Origins::Nobody => self.enforce || !self.dev_origins.is_empty(),
            Origins::Listed(_) | Origins::Source(_) => true,
        }
    }

    /// Whether the two give every request the same answer, whatever they are called and whatever was acknowledged.
    #[must_use]
    pub fn answers_like(&self, other: &Policy) -> bool {
        let nameless = |policy: &Policy| Policy { name: "", acknowledged: Acknowledged::NONE, ..*policy };
        std::ptr::eq(self, other) || nameless(self) == nameless(other)
    }

    /// Whether there is anything that `same_origin` would make pointless.
    pub(crate) const fn grants_something(&self) -> bool {
        self.credentials
            || !self.dev_origins.is_empty()
            || !self.allow_headers.is_empty()
            || !self.expose_headers.is_empty()
            || self.max_age.is_some()
            || self.methods.is_some()
    }
}

/// What is no literal: no rule is asked here either.
#[doc(hidden)]
impl Policy {
    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    /// Everything is closed, whatever was said before: `same_origin` always wins.
    #[must_use]
    pub const fn with_nobody(self) -> Self {
        Policy { stub: self.stub, enforce: self.enforce, ..Policy::NOBODY }.named(self.name)
    }

    #[must_use]
    pub const fn enforced(mut self) -> Self {
        self.enforce = true;
        self
    }

    /// What stands in for a policy that does not compile.
    pub const STUB: Policy = Policy { stub: true, ..Policy::NOBODY };

    #[must_use]
    pub const fn is_stub(&self) -> bool {
        self.stub
    }

    #[must_use]
    pub const fn with_any_origin(mut self) -> Self {
        self.origins = Origins::Any;
        self.acknowledged = self.acknowledged.for_other_origins();
        self
    }

    #[must_use]
    pub const fn with_credentials(mut self) -> Self {
        self.credentials = true;
        self
    }
}
