//! What may come of a request, without a framework.

use std::borrow::Cow;

use crate::{allowed_origin::AllowedOrigin, reason::Reason};

/// What to do with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision<'r> {
    /// Answer it: it is a preflight, and no handler, extractor or layer runs.
    Answer(PreflightAnswer<'r>),
    /// Hand it on, then decorate the response.
    Forward(Decoration<'r>),
    /// Answer it with 403: the policy says `enforce`, and no handler, extractor or layer runs.
    Refuse(Refusal),
}

/// Why an actual request is refused, and what its answer depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub reason: Reason,
    /// Add `Origin` to `Vary`.
    pub vary_by_origin: bool,
}

/// The answer to a preflight.
///
/// Fetch, ["CORS-preflight fetch"](https://fetch.spec.whatwg.org/#cors-preflight-fetch).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreflightAnswer<'r> {
    /// Why.
    pub reason: Reason,
    /// 204 with these headers, or `None`: 403 with no `Access-Control-*` header at all.
    pub grant: Option<PreflightGrant<'r>>,
    /// Whether the answer depends on the origin: `Vary` is [`VARY_PREFLIGHT`], or [`VARY_PREFLIGHT_PUBLIC`].
    pub vary_by_origin: bool,
}

/// The headers of a preflight's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreflightGrant<'r> {
    /// `Access-Control-Allow-Origin`.
    pub allow_origin: AllowOrigin<'r>,
    /// `Access-Control-Allow-Credentials: true`.
    pub allow_credentials: bool,
    /// `Access-Control-Allow-Methods`.
    pub allow_methods: Cow<'r, str>,
    /// `Access-Control-Allow-Headers`.
    pub allow_headers: Option<&'static str>,
    /// `Access-Control-Max-Age`.
    pub max_age: Option<&'static str>,
    /// Where all but the first is what [`group_headers`](crate::PathPolicies::group_headers) has there.
    #[doc(hidden)]
    pub group: Option<usize>,
}

/// A value of `Access-Control-Allow-Origin`: an origin that was found on an allow-list, or `*`. There is no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AllowOrigin<'r> {
    /// `*`.
    Any,
    /// The origin that asks.
    Origin(AllowedOrigin<'r>),
}

/// What a response to an actual request gets.
///
/// Fetch, ["CORS protocol and HTTP caches"](https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoration<'r> {
    /// Why.
    pub reason: Reason,
    /// Which responses are decorated; the others are left as they are.
    pub responses: Responses,
    /// The headers, or `None`: no `Access-Control-*` header at all.
    pub grant: Option<ActualGrant<'r>>,
    /// Add `Origin` to `Vary`.
    pub vary_by_origin: bool,
}

/// A decoration of every response, whose `Vary` depends on the origin.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plain {
    /// The origin is on the list of this group: the headers of [`group_headers`](crate::PathPolicies::group_headers), for the origin as it was sent.
    Listed(usize),
    /// It is not, or there is none: no header but `Vary`.
    Other,
}

/// The responses that a [`Decoration`] is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Responses {
    /// Every one, whatever its status: scripts see only a network error where one of them lacks the headers.
    All,
    /// Those with the status 405: no annotated handler serves the method, but one without a policy may, and only the router's
    /// own answer is for whoever may use another method.
    MethodNotAllowed,
}

/// The headers of a response that scripts may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActualGrant<'r> {
    /// `Access-Control-Allow-Origin`.
    pub allow_origin: AllowOrigin<'r>,
    /// `Access-Control-Allow-Credentials: true`.
    pub allow_credentials: bool,
    /// `Access-Control-Expose-Headers`.
    pub expose_headers: Option<&'static str>,
    /// Where all but the first is what [`group_headers`](crate::PathPolicies::group_headers) has there.
    #[doc(hidden)]
    pub group: usize,
}

/// What a policy says whoever asks: an adapter makes headers of it once, at start-up.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct GroupHeaders<'p> {
    pub vary_by_origin: bool,
    pub allow_credentials: bool,
    pub allow_methods: &'p str,
    pub allow_headers: Option<&'static str>,
    pub max_age: Option<&'static str>,
    pub expose_headers: Option<&'static str>,
}

/// `Vary` of a preflight's answer. No cache keeps answers to `OPTIONS` (RFC 9110, section 9.3.7); this is for those that do.
pub const VARY_PREFLIGHT: &str = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
/// `Vary` of a preflight's answer where the policy is public: nothing depends on who asks.
pub const VARY_PREFLIGHT_PUBLIC: &str = "Access-Control-Request-Method, Access-Control-Request-Headers";
