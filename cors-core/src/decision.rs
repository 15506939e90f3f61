//! What to do with a request: pure functions, without a framework.

use std::borrow::Cow;

use crate::{
    allowed_origin::AllowedOrigin,
    method,
    path_policies::{Group, PathPolicies},
    policy::{Origins, Policy},
    reason::Reason,
    request::{RequestHead, RequestOrigin, requested_method},
    requested_headers,
    same_origin::is_same_origin,
    source::{Source, Verdicts},
};

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
}

/// `Vary` of a preflight's answer. No cache keeps answers to `OPTIONS` (RFC 9110, section 9.3.7); this is for those that do.
pub const VARY_PREFLIGHT: &str = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
/// `Vary` of a preflight's answer where the policy is public: nothing depends on who asks.
pub const VARY_PREFLIGHT_PUBLIC: &str = "Access-Control-Request-Method, Access-Control-Request-Headers";

impl PathPolicies {
    /// Decides what to do with a request for this path.
    ///
    /// Work is bounded by the policies, whatever the request contains, and a request that is answered by one static policy
    /// allocates nothing.
    ///
    /// ```
    /// # use cors_core::{Decision, Mounted, PathPolicies, PolicySpec, RequestHead};
    /// # struct Preflight;
    /// # impl RequestHead for Preflight {
    /// #     fn method(&self) -> &str { "OPTIONS" }
    /// #     fn origin(&self) -> impl Iterator<Item = &[u8]> { std::iter::once(&b"https://app.example.com"[..]) }
    /// #     fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]> { std::iter::once(&b"PUT"[..]) }
    /// #     fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> { std::iter::empty() }
    /// #     fn header(&self, _: &'static str) -> impl Iterator<Item = &[u8]> { std::iter::empty() }
    /// # }
    /// let spec = PolicySpec { origins: Some(vec!["https://app.example.com".to_owned()]), ..PolicySpec::default() };
    /// let mut path = PathPolicies::new();
    /// path.mount(Mounted::Methods(&["PUT", "DELETE"]), spec.validate().unwrap().leak("Frontend"));
    ///
    /// // An `OPTIONS` from `https://app.example.com` that asks for `PUT`:
    /// let Decision::Answer(answer) = path.decide(&Preflight) else { panic!("a preflight is answered") };
    /// assert_eq!(answer.grant.unwrap().allow_methods, "PUT, DELETE");
    /// ```
    pub fn decide<'r, R: RequestHead>(&'r self, request: &'r R) -> Decision<'r> {
        self.decide_with(request, Verdicts::NONE)
    }

    /// The same, where [`PathPolicies::sources`] have been asked.
    pub fn decide_with<'r, R: RequestHead>(&'r self, request: &'r R, verdicts: &Verdicts) -> Decision<'r> {
        let asking = Asking { origin: RequestOrigin::read(request.origin()), verdicts };
        if let Some(method) = requested_method(request, asking.origin) {
            return Decision::Answer(self.answer(request, asking, method));
        }
        let decoration = self.decorate(request.method(), asking);
        let Decoration { reason, vary_by_origin, .. } = decoration;
        if decoration.grant.is_some() || reason == Reason::NoOrigin {
            return Decision::Forward(decoration);
        }
        match asking.origin {
            // No policy has to list its own server, and its pages are nothing to write of in a log.
            RequestOrigin::Some(origin) if is_same_origin(request, origin) => {
                Decision::Forward(Decoration { reason: Reason::SameOrigin, ..decoration })
            }
            _ if self.policy_of(request.method()).is_some_and(Policy::is_enforced) => {
                Decision::Refuse(Refusal { reason, vary_by_origin })
            }
            _ => Decision::Forward(decoration),
        }
    }

    /// The sources that have to be asked before this request can be decided upon: none where all origins are literals, and none
    /// where the request names no origin that could be allowed.
    pub fn sources<R: RequestHead>(&self, request: &R) -> Vec<Source> {
        let mut sources = Vec::new();
        if !self.has_sources() || !matches!(RequestOrigin::read(request.origin()), RequestOrigin::Some(_)) {
            return sources;
        }
        // A preflight's answer may speak of other methods, and so may what the router itself answers.
        let is_preflight = requested_method(request, RequestOrigin::read(request.origin())).is_some();
        let own = if is_preflight { None } else { self.policy_of(request.method()) };
        let asked =
            self.groups().iter().map(|group| group.policy).filter(|policy| own.is_none_or(|own| own == *policy));
        for policy in asked {
            if let Origins::Source(source) = policy.origins()
                && !sources.contains(&source)
            {
                sources.push(source);
            }
        }
        sources
    }

    fn answer<'r, R: RequestHead>(
        &'r self,
        request: &'r R,
        asking: Asking<'r, '_>,
        method: Result<&'r str, Reason>,
    ) -> PreflightAnswer<'r> {
        let origin = asking.origin;
        let denied = |reason| PreflightAnswer { reason, grant: None, vary_by_origin: true };
        let method = match (origin, method) {
            (RequestOrigin::Malformed(reason), _) | (_, Err(reason)) => return denied(reason),
            (_, Ok(method)) => method,
        };
        let Some(group) = self.group_of(method).filter(|_| !method::is_forbidden(method)) else {
            return self.other_methods(asking, Reason::OriginNotAllowed);
        };
        let allow_origin = match allow_origin(group.policy, asking) {
            Ok(allow_origin) => allow_origin,
            Err(reason) => return self.other_methods(asking, reason),
        };
        let reason = match requested_headers::check(group.policy, request.access_control_request_headers()) {
            Err(Reason::MalformedRequestHeaders) => return denied(Reason::MalformedRequestHeaders),
            // The browser compares the list with what it asked for, and names in its console what is missing.
            Err(reason) => reason,
            Ok(()) => Reason::Allowed,
        };
        let grant = PreflightGrant {
            allow_origin,
            allow_credentials: group.policy.allows_credentials(),
            allow_methods: group.allow_methods_for(method),
            allow_headers: group.policy.allow_headers_value(),
            max_age: group.policy.max_age_value(),
        };
        PreflightAnswer { reason, grant: Some(grant), vary_by_origin: allow_origin != AllowOrigin::Any }
    }

    /// The answer to an origin that may not use the method: which methods it may use, so that the browser's console names the
    /// method and not the origin; or, if there are none, nothing.
    ///
    /// No header is allowed with it, and nothing is to be kept: a browser lets `GET`, `HEAD` and `POST` pass whatever the list
    /// of methods says, and what it kept then would speak for methods that have other policies.
    fn other_methods<'r>(&'r self, asking: Asking<'r, '_>, reason: Reason) -> PreflightAnswer<'r> {
        let groups =
            || self.groups().iter().filter_map(|group| Some((group, allow_origin(group.policy, asking).ok()?)));
        let methods: Vec<&str> =
            groups().map(|(group, _)| group.allow_methods.as_str()).filter(|methods| !methods.is_empty()).collect();
        // An origin by name satisfies a browser that sends credentials as well; `*` would not.
        let by_name = groups().find(|(_, allow_origin)| *allow_origin != AllowOrigin::Any);
        let Some((_, allow_origin)) = by_name.or_else(|| groups().next()).filter(|_| !methods.is_empty()) else {
            return PreflightAnswer { reason, grant: None, vary_by_origin: true };
        };
        let grant = PreflightGrant {
            allow_origin,
            allow_credentials: groups().any(|(group, _)| group.policy.allows_credentials()),
            allow_methods: Cow::Owned(methods.join(", ")),
            allow_headers: None,
            max_age: Some("0"),
        };
        PreflightAnswer { reason: Reason::MethodNotAllowed, grant: Some(grant), vary_by_origin: true }
    }

    fn decorate<'r>(&self, method: &str, asking: Asking<'r, '_>) -> Decoration<'r> {
        if let Some(policy) = self.policy_of(method) {
            return decorate(policy, asking, Responses::All);
        }
        // No policy speaks of the method, so the router answers it, or a layer; whoever may use another method may read that.
        let responses = if self.is_shared() { Responses::MethodNotAllowed } else { Responses::All };
        let all = || self.groups().iter().map(|group| decorate(group.policy, asking, responses));
        let granted = all().find(|decoration| decoration.grant.is_some());
        Decoration {
            vary_by_origin: self.groups().iter().any(|group| group.policy.varies_by_origin()),
            ..granted.or_else(|| all().next()).unwrap_or(Decoration {
                reason: Reason::OriginNotAllowed,
                responses,
                grant: None,
                vary_by_origin: false,
            })
        }
    }
}

impl Group {
    /// The methods that share the policy, and `method` among them: a handler for any method serves methods that nobody lists.
    fn allow_methods_for<'r>(&'r self, method: &'r str) -> Cow<'r, str> {
        let listed = self.allow_methods.split(',').any(|listed| listed.trim_ascii_start() == method);
        Cow::Borrowed(if listed { &self.allow_methods } else { method })
    }
}

/// Who asks, and what has been said of it.
#[derive(Clone, Copy)]
struct Asking<'r, 'v> {
    origin: RequestOrigin<'r>,
    verdicts: &'v Verdicts,
}

fn decorate<'r>(policy: &'static Policy, asking: Asking<'r, '_>, responses: Responses) -> Decoration<'r> {
    let (reason, allow_origin) = match allow_origin(policy, asking) {
        Ok(allow_origin) => (Reason::Allowed, Some(allow_origin)),
        Err(reason) => (reason, None),
    };
    let grant = allow_origin.map(|allow_origin| ActualGrant {
        allow_origin,
        allow_credentials: policy.allows_credentials(),
        expose_headers: policy.expose_headers_value(),
    });
    Decoration { reason, responses, grant, vary_by_origin: policy.varies_by_origin() }
}

/// The one place where an origin is let in.
fn allow_origin<'r>(policy: &'static Policy, asking: Asking<'r, '_>) -> Result<AllowOrigin<'r>, Reason> {
    // A static answer goes out whoever asks, so that caches need not be told (Fetch, "CORS protocol and HTTP caches").
    if policy.origins() == Origins::Any {
        return Ok(AllowOrigin::Any);
    }
    let origin = match asking.origin {
        RequestOrigin::Some(origin) => origin,
        RequestOrigin::Absent => return Err(Reason::NoOrigin),
        RequestOrigin::Null => return Err(Reason::NullOrigin),
        RequestOrigin::Malformed(reason) => return Err(reason),
    };
    let found = match policy.origins() {
        Origins::Listed(list) => list.find(origin).ok_or(Reason::OriginNotAllowed),
        Origins::Source(source) => asking.verdicts.find(source, origin, policy.allows_credentials()),
        Origins::Any | Origins::Nobody => Err(Reason::SameOriginOnly),
    };
    found.or_else(|reason| policy.dev_origins().find(origin).ok_or(reason)).map(AllowOrigin::Origin)
}
