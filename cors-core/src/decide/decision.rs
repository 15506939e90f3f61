//! The decision about a request, as data.

use crate::{origins::allowed_origin::AllowedOrigin, respond::vary::ReadHeaders};

/// The methods that are listed for a handler for any method. A preflight that requests another method is answered with that one.
pub(crate) const COMMON: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];

/// The answer of a policy to an origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access<'r> {
    /// Every origin is allowed: `*`.
    Any,
    /// This origin is allowed, because it was found on a list.
    Origin(AllowedOrigin<'r>),
    /// The origin is not allowed, or the request names none.
    Denied,
}

impl Access<'_> {
    /// Returns whether the response may be read.
    pub fn is_allowed(&self) -> bool {
        !matches!(self, Access::Denied)
    }
}

/// The decision about a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision<'r> {
    /// A preflight: it is answered, and no handler, extractor or layer runs.
    Preflight(Preflight<'r>),
    /// An actual request: it goes on to the application, and the response gets headers.
    Forward(Forward<'r>),
    /// An actual request that the policy's `enforce` or `hosts` refuses: it is answered with 403, and no handler, extractor or layer
    /// runs. The refusal depends on these headers.
    Refuse(ReadHeaders),
    /// The handler has no policy: request and response stay as they are.
    Leave,
}

/// The answer to a preflight.
///
/// Fetch, ["CORS-preflight fetch"](https://fetch.spec.whatwg.org/#cors-preflight-fetch).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Preflight<'r> {
    /// 204 with the policy of the requested method.
    Granted(Grant<'r>),
    /// 204 with the methods of the path that this origin may use, so that the browser's console names the method and not the
    /// origin. Browsers must not cache it.
    OtherMethods(Box<OtherMethods<'r>>),
    /// 403 with no `Access-Control-*` header.
    Denied,
}

/// A granted preflight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant<'r> {
    pub(crate) access: Access<'r>,
    pub(crate) group: usize,
    /// The requested method, if the group's list of methods lacks it: a handler for any method serves it.
    pub(crate) unlisted: Option<&'r str>,
    pub(crate) may_be_cached: bool,
}

/// The methods of a path that an origin may use, where it may not use the requested one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherMethods<'r> {
    pub(crate) access: Access<'r>,
    pub(crate) credentials: bool,
    pub(crate) methods: String,
    /// The request headers that the path allows this origin, if no handler serves the requested method.
    pub(crate) headers: Vec<&'static str>,
    /// A source has failed, so that the answer may soon be another one.
    pub(crate) is_transient: bool,
}

/// The headers of an actual response.
///
/// Fetch, ["CORS protocol and HTTP caches"](https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forward<'r> {
    pub(crate) access: Access<'r>,
    /// The group whose headers are written with the access.
    pub(crate) group: usize,
    /// The headers on which the decision depends.
    pub(crate) read: ReadHeaders,
    /// The origin is denied only because a source has failed, so that it may soon be allowed.
    pub(crate) is_transient: bool,
}

impl<'r> Forward<'r> {
    /// The answer to the request's origin.
    pub fn access(&self) -> Access<'r> {
        self.access
    }
}

impl<'r> Preflight<'r> {
    /// The origin that is named in the answer.
    pub fn access(&self) -> Access<'r> {
        match self {
            Preflight::Granted(grant) => grant.access,
            Preflight::OtherMethods(others) => others.access,
            Preflight::Denied => Access::Denied,
        }
    }
}
