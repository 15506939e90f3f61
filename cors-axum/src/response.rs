//! Decisions, as headers.

use axum::{body::Body, extract::Request, response::Response};
use cors_core::{
    AllowOrigin, Decoration, PathPolicies, Plain, PreflightAnswer, PreflightGrant, Reason, Refusal, Responses,
    VARY_PREFLIGHT, VARY_PREFLIGHT_PUBLIC, needs_vary_origin,
};
use http::{
    HeaderMap, HeaderName, HeaderValue, StatusCode,
    header::{
        ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
        ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ALLOW, CONTENT_LENGTH,
        CONTENT_TYPE, VARY,
    },
};

use crate::{
    event::is_all_heard,
    request::{Head, plain_origin, wants_reason},
    table::Path,
};

const ANY: HeaderValue = HeaderValue::from_static("*");
const TRUE: HeaderValue = HeaderValue::from_static("true");
const ZERO: HeaderValue = HeaderValue::from_static("0");
const BY_ORIGIN: HeaderValue = HeaderValue::from_static("Origin");
const PREFLIGHT: HeaderValue = HeaderValue::from_static(VARY_PREFLIGHT);
const PREFLIGHT_PUBLIC: HeaderValue = HeaderValue::from_static(VARY_PREFLIGHT_PUBLIC);

/// Whether a denied preflight says why: where the program is being developed, and nowhere else.
pub(crate) const EXPLAIN: bool = cfg!(debug_assertions);

/// The headers of a path's answers, made at start-up, as far as they do not depend on who asks.
#[derive(Debug, Clone, Default)]
pub(crate) struct PathHeaders(Vec<GroupHeaders>);

#[derive(Debug, Clone)]
struct GroupHeaders {
    /// Of a preflight's answer, the origin's place held by another value.
    preflight: HeaderMap,
    expose_headers: Option<HeaderValue>,
    allow_credentials: bool,
}

impl PathHeaders {
    pub(crate) fn of(policies: &PathPolicies) -> Self {
        PathHeaders(policies.group_headers().map(GroupHeaders::of).collect())
    }
}

impl GroupHeaders {
    fn of(group: cors_core::GroupHeaders<'_>) -> Self {
        let grant = PreflightGrant {
            allow_origin: AllowOrigin::Any,
            allow_credentials: group.allow_credentials,
            allow_methods: group.allow_methods.into(),
            allow_headers: group.allow_headers,
            max_age: group.max_age,
            group: None,
        };
        let mut preflight = preflight_headers(&grant, ANY, group.vary_by_origin);
        // A clone has no room for more than there is, and axum will add this one.
        preflight.insert(ALLOW, ANY);
        GroupHeaders {
            preflight,
            expose_headers: group.expose_headers.map(HeaderValue::from_static),
            allow_credentials: group.allow_credentials,
        }
    }

    /// The headers of a preflight's answer to `origin`.
    fn preflight(&self, origin: HeaderValue) -> HeaderMap {
        let mut headers = self.preflight.clone();
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.remove(ALLOW);
        headers
    }
}

/// The same as what would be decided for a preflight, where that is plain and nobody listens.
pub(crate) fn plain_preflight(path: &Path, head: &Head<'_>) -> Option<Response> {
    if !head.is_options() || is_all_heard() {
        return None;
    }
    let origin = head.only_origin()?;
    match path.policies.decide_plain_preflight(origin.as_bytes(), head)? {
        Ok(group) => {
            let mut response = Response::new(Body::empty());
            *response.headers_mut() = path.headers.0.get(group)?.preflight(origin.clone());
            *response.status_mut() = StatusCode::NO_CONTENT;
            Some(response)
        }
        Err(_) if wants_reason() => None,
        Err(reason) => {
            let answer = PreflightAnswer { reason, grant: None, vary_by_origin: true };
            Some(preflight(path, &answer, head, EXPLAIN))
        }
    }
}

/// The whole response to a preflight.
pub(crate) fn preflight(path: &Path, answer: &PreflightAnswer<'_>, head: &Head<'_>, explain: bool) -> Response {
    let mut response = Response::new(Body::empty());
    let granted = answer.grant.as_ref().and_then(|grant| Some((grant, allow_origin(grant.allow_origin, head)?)));
    let Some((grant, origin)) = granted else {
        *response.status_mut() = StatusCode::FORBIDDEN;
        let headers = response.headers_mut();
        headers.insert(VARY, if answer.vary_by_origin { PREFLIGHT } else { PREFLIGHT_PUBLIC });
        if explain {
            say_why(&mut response, "CORS preflight denied", answer.reason);
        }
        return response;
    };
    *response.status_mut() = StatusCode::NO_CONTENT;
    *response.headers_mut() = match grant.group.and_then(|group| path.headers.0.get(group)) {
        Some(headers) => headers.preflight(origin),
        None => preflight_headers(grant, origin, answer.vary_by_origin),
    };
    response
}

fn preflight_headers(grant: &PreflightGrant<'_>, origin: HeaderValue, vary_by_origin: bool) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(8);
    headers.insert(VARY, if vary_by_origin { PREFLIGHT } else { PREFLIGHT_PUBLIC });
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    if grant.allow_credentials {
        headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
    }
    if let Ok(methods) = HeaderValue::from_str(&grant.allow_methods) {
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, methods);
    }
    if let Some(names) = grant.allow_headers {
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(names));
    }
    if let Some(seconds) = grant.max_age {
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static(seconds));
    }
    // axum would add it, and the map would have to grow.
    headers.insert(CONTENT_LENGTH, ZERO);
    headers
}

/// The whole response to a request that is refused.
pub(crate) fn refusal(refusal: Refusal, explain: bool) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::FORBIDDEN;
    if refusal.vary_by_origin {
        response.headers_mut().insert(VARY, BY_ORIGIN);
    }
    if explain {
        say_why(&mut response, "CORS request refused", refusal.reason);
    }
    response
}

fn say_why(response: &mut Response, what: &str, reason: Reason) {
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    *response.body_mut() = Body::from(format!("{what}: {reason} [{}]\n", reason.code()));
}

/// The value that lets an origin in: the very bytes of the request, which are shared and not copied.
fn allow_origin(allow_origin: AllowOrigin<'_>, head: &Head<'_>) -> Option<HeaderValue> {
    match allow_origin {
        AllowOrigin::Any => Some(ANY),
        AllowOrigin::Origin(origin) => {
            head.sent_origin().filter(|sent| sent.as_bytes() == origin.as_str().as_bytes()).cloned()
        }
    }
}

/// What a response gets, kept while the request runs.
#[derive(Debug)]
pub(crate) struct Pending {
    allow_origin: Option<HeaderValue>,
    expose_headers: Option<HeaderValue>,
    allow_credentials: bool,
    vary_by_origin: bool,
    responses: Responses,
}

impl Pending {
    /// The same as what would be decided and reported, where that is plain and nobody listens.
    #[inline]
    pub(crate) fn plain(path: &Path, request: &Request) -> Option<Self> {
        let sent = plain_origin(request)?;
        match path.policies.decide_plain(request.method().as_str(), sent.map(HeaderValue::as_bytes))? {
            Plain::Listed(_) if is_all_heard() => None,
            Plain::Listed(group) => {
                let headers = path.headers.0.get(group)?;
                Some(Pending {
                    allow_origin: sent.cloned(),
                    expose_headers: headers.expose_headers.clone(),
                    allow_credentials: headers.allow_credentials,
                    vary_by_origin: true,
                    responses: Responses::All,
                })
            }
            Plain::Other if wants_reason() => None,
            Plain::Other => Some(Pending {
                allow_origin: None,
                expose_headers: None,
                allow_credentials: false,
                vary_by_origin: true,
                responses: Responses::All,
            }),
        }
    }

    pub(crate) fn new(path: &Path, decoration: &Decoration<'_>, head: &Head<'_>) -> Self {
        let Decoration { ref grant, responses, vary_by_origin, .. } = *decoration;
        let nothing = || Pending {
            allow_origin: None,
            expose_headers: None,
            allow_credentials: false,
            vary_by_origin,
            responses,
        };
        let Some(grant) = grant else { return nothing() };
        Pending {
            allow_origin: allow_origin(grant.allow_origin, head),
            allow_credentials: grant.allow_credentials,
            expose_headers: path.headers.0.get(grant.group).and_then(|group| group.expose_headers.clone()),
            ..nothing()
        }
    }

    pub(crate) fn decorate(&mut self, response: &mut Response) {
        if self.responses == Responses::MethodNotAllowed && response.status() != StatusCode::METHOD_NOT_ALLOWED {
            return;
        }
        let headers = response.headers_mut();
        // One look at all of them is less than a look-up of each.
        let (mut has_vary, mut has_access_control) = (false, false);
        for name in headers.keys() {
            has_vary |= *name == VARY;
            has_access_control |= is_access_control(name);
        }
        if has_access_control {
            remove_access_control(headers);
        }
        if let Some(origin) = self.allow_origin.take() {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            if self.allow_credentials {
                headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
            }
            if let Some(names) = self.expose_headers.take() {
                headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, names);
            }
        }
        if self.vary_by_origin
            && (!has_vary || needs_vary_origin(headers.get_all(VARY).iter().map(HeaderValue::as_bytes)))
        {
            headers.append(VARY, BY_ORIGIN);
        }
    }
}

fn is_access_control(name: &HeaderName) -> bool {
    name.as_str().starts_with("access-control-")
}

/// One authority: two values of `Access-Control-Allow-Origin` are an error in every browser, and a value that somebody else set
/// may let in whom the policy does not.
#[cold]
fn remove_access_control(headers: &mut HeaderMap) {
    while let Some(name) = headers.keys().find(|name| is_access_control(name)).cloned() {
        headers.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use axum::{body::HttpBody, extract::Request};
    use cors_core::{PreflightAnswer, Reason};
    use http::header::CONTENT_TYPE;

    use super::preflight;
    use crate::{request::Head, table::Path};

    #[test]
    fn a_denial_says_why_only_where_it_is_to() {
        let answer = PreflightAnswer { reason: Reason::OriginNotAllowed, grant: None, vary_by_origin: true };
        let (path, request) = (Path::default(), Request::default());
        let response = |explain| preflight(&path, &answer, &Head::new(&request), explain);
        assert!(response(true).body().size_hint().lower() > 0);
        assert!(response(true).headers().contains_key(CONTENT_TYPE));
        assert!(response(false).body().is_end_stream());
        assert!(!response(false).headers().contains_key(CONTENT_TYPE));
        assert!([true, false].iter().all(|&explain| response(explain).status() == 403));
    }
}
