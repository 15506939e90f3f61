//! What to do with a request: pure functions, without a framework.

use std::borrow::Cow;

use crate::{
    decision::{
        ActualGrant, AllowOrigin, Decision, Decoration, GroupHeaders, Plain, PreflightAnswer, PreflightGrant, Refusal,
        Responses,
    },
    path_policies::{Group, PathPolicies},
    policy::{Origins, Policy},
    reason::Reason,
    request::{OriginLines, RequestHead, RequestOrigin, requested_method},
    requested_headers,
    same_origin::is_same_origin,
    source::{Source, Verdicts},
};

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
    #[inline]
    pub fn decide_with<'r, R: RequestHead>(&'r self, request: &'r R, verdicts: &Verdicts) -> Decision<'r> {
        let origin = OriginLines::of(request.origin());
        if let Some(method) = requested_method(request, origin) {
            return Decision::Answer(self.answer(request, Asking { origin, verdicts, reason_matters: true }, method));
        }
        let reason_matters = self.is_enforced() || request.wants_reason();
        let decoration = self.decorate(request.method(), Asking { origin, verdicts, reason_matters });
        if decoration.grant.is_some() || decoration.reason == Reason::NoOrigin || !reason_matters {
            return Decision::Forward(decoration);
        }
        self.forward_denied(request, origin, decoration)
    }

    /// What to do with a request that is no preflight, if that is plain: by the policy of its method, which says nothing but
    /// who is on a list. The same as [`PathPolicies::decide`], but for reasons, which nobody reads.
    ///
    /// `origin` is the line of `Origin`, if there is one line, and nothing where there is none.
    #[doc(hidden)]
    #[inline]
    #[must_use]
    pub fn decide_plain(&self, method: &str, origin: Option<&[u8]>) -> Option<Plain> {
        let index = self.deciding(method)?;
        let list = self.groups().get(index)?.only?;
        match origin {
            Some(origin) if list.lets_in(origin) => Some(Plain::Listed(index)),
            Some(_) | None => Some(Plain::Other),
        }
    }

    /// The group by which a preflight is allowed, if that is plain: its origin is on the list of the method that it asks for. Or
    /// why it is denied; [`Reason::OriginNotAllowed`] stands for every reason why an origin is on no list.
    ///
    /// `origin` is the only line of `Origin`; the others are asked for where they matter.
    #[doc(hidden)]
    #[must_use]
    pub fn decide_plain_preflight<R: RequestHead>(&self, origin: &[u8], request: &R) -> Option<Result<usize, Reason>> {
        // Who is on no list is denied whatever else it asks for.
        if !self.groups().iter().any(|group| group.only.is_some_and(|list| list.lets_in(origin))) {
            return self.is_listed().then_some(Err(Reason::OriginNotAllowed));
        }
        let mut methods = request.access_control_request_method();
        let index = self.announcing(methods.next().filter(|_| methods.next().is_none())?)?;
        let group = self.groups().get(index)?;
        if self.groups().len() > 1 && !group.only?.lets_in(origin) {
            return None;
        }
        match requested_headers::check(group.policy, request.access_control_request_headers()) {
            Ok(()) => Some(Ok(index)),
            Err(Reason::MalformedRequestHeaders) => Some(Err(Reason::MalformedRequestHeaders)),
            Err(_) => None,
        }
    }

    /// What to do with an actual request that is not let in.
    #[cold]
    fn forward_denied<'r, R: RequestHead>(
        &'r self,
        request: &'r R,
        origin: OriginLines<'r>,
        decoration: Decoration<'r>,
    ) -> Decision<'r> {
        let Decoration { reason, vary_by_origin, .. } = decoration;
        match origin.read() {
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
        if !self.has_sources() {
            return sources;
        }
        let origin = OriginLines::of(request.origin());
        if !matches!(origin.read(), RequestOrigin::Some(_)) {
            return sources;
        }
        // A preflight's answer may speak of other methods, and so may what the router itself answers.
        let is_preflight = requested_method(request, origin).is_some();
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

    #[inline(never)]
    fn answer<'r, R: RequestHead>(
        &'r self,
        request: &'r R,
        asking: Asking<'r, '_>,
        method: Option<&'r [u8]>,
    ) -> PreflightAnswer<'r> {
        let denied = |reason| PreflightAnswer { reason, grant: None, vary_by_origin: true };
        let malformed = || match asking.origin.read() {
            RequestOrigin::Malformed(reason) => Some(reason),
            RequestOrigin::Absent | RequestOrigin::Null | RequestOrigin::Some(_) => None,
        };
        let Some((method, index)) = method.and_then(|method| self.asked_method(method)) else {
            return denied(malformed().unwrap_or(Reason::MalformedRequestMethod));
        };
        let Some((index, group)) = index.and_then(|index| Some((index, self.groups().get(index)?))) else {
            return malformed().map_or_else(|| self.other_methods(asking, Reason::OriginNotAllowed, None), denied);
        };
        // Where there are other groups, a malformed origin is not treated like one that this group does not let in.
        let reason_matters = self.groups().len() > 1 || request.wants_reason();
        let asking = Asking { reason_matters, ..asking };
        let allow_origin = match allow_origin(group.policy, asking) {
            Ok(AllowOrigin::Any) if let Some(reason) = malformed() => return denied(reason),
            Ok(allow_origin) => allow_origin,
            Err(reason @ (Reason::MalformedOrigin | Reason::SeveralOrigins)) => return denied(reason),
            Err(reason) => return self.other_methods(asking, reason, Some(index)),
        };
        let reason = match requested_headers::check(group.policy, request.access_control_request_headers()) {
            Err(Reason::MalformedRequestHeaders) => return denied(Reason::MalformedRequestHeaders),
            // The browser compares the list with what it asked for, and names in its console what is missing.
            Err(reason) => reason,
            Ok(()) => Reason::Allowed,
        };
        // A handler for any method serves methods that nobody lists.
        let is_listed = group.announces(method);
        let grant = PreflightGrant {
            allow_origin,
            allow_credentials: group.policy.allows_credentials(),
            allow_methods: Cow::Borrowed(if is_listed { &group.allow_methods } else { method }),
            allow_headers: group.policy.allow_headers_value(),
            max_age: group.policy.max_age_value(),
            group: is_listed.then_some(index),
        };
        PreflightAnswer { reason, grant: Some(grant), vary_by_origin: allow_origin != AllowOrigin::Any }
    }

    /// The answer to an origin that may not use the method: which methods it may use, so that the browser's console names the
    /// method and not the origin; or, if there are none, nothing.
    ///
    /// No header is allowed with it, and nothing is to be kept: a browser lets `GET`, `HEAD` and `POST` pass whatever the list
    /// of methods says, and what it kept then would speak for methods that have other policies.
    #[inline(never)]
    fn other_methods<'r>(
        &'r self,
        asking: Asking<'r, '_>,
        reason: Reason,
        denied: Option<usize>,
    ) -> PreflightAnswer<'r> {
        if self.groups().len() <= usize::from(denied.is_some()) {
            return PreflightAnswer { reason, grant: None, vary_by_origin: true };
        }
        let groups = || {
            let others = self.groups().iter().enumerate().filter(|(index, _)| Some(*index) != denied);
            others.filter_map(|(_, group)| Some((group, allow_origin(group.policy, asking).ok()?)))
        };
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
            group: None,
        };
        PreflightAnswer { reason: Reason::MethodNotAllowed, grant: Some(grant), vary_by_origin: true }
    }

    #[inline]
    fn decorate<'r>(&self, method: &str, asking: Asking<'r, '_>) -> Decoration<'r> {
        match self.index_of(method).and_then(|index| Some((index, self.groups().get(index)?))) {
            Some((index, group)) => group.decorate(index, asking, Responses::All),
            None => self.decorate_unserved(asking),
        }
    }

    /// No policy speaks of the method, so the router answers it, or a layer; whoever may use another method may read that.
    #[cold]
    fn decorate_unserved<'r>(&self, asking: Asking<'r, '_>) -> Decoration<'r> {
        let responses = if self.is_shared() { Responses::MethodNotAllowed } else { Responses::All };
        let all = || self.groups().iter().enumerate().map(|(index, group)| group.decorate(index, asking, responses));
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

    /// What the policies say whoever asks, by the numbers that grants have.
    #[doc(hidden)]
    pub fn group_headers(&self) -> impl Iterator<Item = GroupHeaders<'_>> {
        self.groups().iter().map(|Group { policy, allow_methods, .. }| GroupHeaders {
            vary_by_origin: policy.origins() != Origins::Any,
            allow_credentials: policy.allows_credentials(),
            allow_methods,
            allow_headers: policy.allow_headers_value(),
            max_age: policy.max_age_value(),
            expose_headers: policy.expose_headers_value(),
        })
    }
}

impl Group {
    #[inline]
    fn decorate<'r>(&self, index: usize, asking: Asking<'r, '_>, responses: Responses) -> Decoration<'r> {
        let policy = self.policy;
        let (reason, allow_origin) = match allow_origin(policy, asking) {
            Ok(allow_origin) => (Reason::Allowed, Some(allow_origin)),
            Err(reason) => (reason, None),
        };
        let grant = allow_origin.map(|allow_origin| ActualGrant {
            allow_origin,
            allow_credentials: policy.allows_credentials(),
            expose_headers: policy.expose_headers_value(),
            group: index,
        });
        Decoration { reason, responses, grant, vary_by_origin: policy.varies_by_origin() }
    }
}

/// Who asks, and what has been said of it.
#[derive(Clone, Copy)]
struct Asking<'r, 'v> {
    origin: OriginLines<'r>,
    verdicts: &'v Verdicts,
    /// Whether it makes a difference why somebody is not let in.
    reason_matters: bool,
}

/// The one place where an origin is let in.
#[inline]
fn allow_origin<'r>(policy: &'static Policy, asking: Asking<'r, '_>) -> Result<AllowOrigin<'r>, Reason> {
    let listed = match policy.origins() {
        // A static answer goes out whoever asks, so that caches need not be told (Fetch, "CORS protocol and HTTP caches").
        Origins::Any => return Ok(AllowOrigin::Any),
        Origins::Listed(list) => Some(list),
        Origins::Source(_) | Origins::Nobody => None,
    };
    let line = match asking.origin {
        OriginLines::None => return Err(Reason::NoOrigin),
        OriginLines::One(line) => Some(line),
        OriginLines::Several => None,
    };
    if let (Some(list), Some(line)) = (listed, line) {
        if let Some(found) = list.find_listed(line) {
            return Ok(AllowOrigin::Origin(found));
        }
        if !asking.reason_matters && !list.has_wildcards() && policy.dev_origins().is_empty() {
            return Err(Reason::OriginNotAllowed);
        }
    }
    look_up(policy, asking)
}

/// Lets in who is no element of the policy's list.
#[inline(never)]
fn look_up<'r>(policy: &'static Policy, asking: Asking<'r, '_>) -> Result<AllowOrigin<'r>, Reason> {
    let origin = match asking.origin.read() {
        RequestOrigin::Some(origin) => origin,
        RequestOrigin::Absent => return Err(Reason::NoOrigin),
        RequestOrigin::Null => return Err(Reason::NullOrigin),
        RequestOrigin::Malformed(reason) => return Err(reason),
    };
    let found = match policy.origins() {
        Origins::Listed(list) => list.find_wildcard(origin).ok_or(Reason::OriginNotAllowed),
        Origins::Source(source) => asking.verdicts.find(source, origin, policy.allows_credentials()),
        Origins::Any | Origins::Nobody => Err(Reason::SameOriginOnly),
    };
    found.or_else(|reason| policy.dev_origins().find(origin).ok_or(reason)).map(AllowOrigin::Origin)
}
