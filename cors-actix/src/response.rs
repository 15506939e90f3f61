//! Decisions, as headers.

use actix_web::{
    HttpResponse,
    http::{
        StatusCode,
        header::{
            ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
            ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, CONTENT_TYPE,
            HeaderMap, HeaderName, HeaderValue, VARY,
        },
    },
};
use cors_core::{
    AllowOrigin, Decoration, PreflightAnswer, PreflightGrant, Reason, Refusal, RequestHead as _, Responses,
    VARY_PREFLIGHT, VARY_PREFLIGHT_PUBLIC, needs_vary_origin,
};

use crate::{
    prepared::{Prepared, Values},
    request::Head,
};

/// Whether a denied preflight says why: where the program is being developed, and nowhere else.
pub(crate) const EXPLAIN: bool = cfg!(debug_assertions);

const BY_ORIGIN: HeaderValue = HeaderValue::from_static(VARY_PREFLIGHT);
const PUBLIC: HeaderValue = HeaderValue::from_static(VARY_PREFLIGHT_PUBLIC);

/// The same as what would be decided for a preflight, where that is plain and nobody listens.
pub(crate) fn plain_preflight(prepared: &Prepared, head: &Head<'_>) -> Option<HttpResponse> {
    let origin = head.plain_origin()?;
    match prepared.policies.decide_plain_preflight(origin.as_bytes(), head)? {
        Ok(group) => {
            let values = prepared.values.get(group)?;
            let mut response = HttpResponse::new(StatusCode::NO_CONTENT);
            let headers = response.headers_mut();
            headers.append(VARY, BY_ORIGIN);
            headers.append(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            if values.allow_credentials {
                headers.append(ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
            }
            values.append_to_preflight(headers);
            Some(response)
        }
        Err(_) if head.wants_reason() => None,
        Err(_) => {
            let mut response = HttpResponse::new(StatusCode::FORBIDDEN);
            response.headers_mut().append(VARY, BY_ORIGIN);
            Some(response)
        }
    }
}

/// The whole response to a preflight; `sent` is the request's `Origin`.
pub(crate) fn preflight(
    answer: &PreflightAnswer<'_>,
    values: &[Values],
    sent: Option<&HeaderValue>,
    explain: bool,
) -> HttpResponse {
    let mut response = HttpResponse::new(StatusCode::NO_CONTENT);
    // A new response has no headers, so nothing is replaced.
    let headers = response.headers_mut();
    headers.append(VARY, if answer.vary_by_origin { BY_ORIGIN } else { PUBLIC });
    let granted = answer.grant.as_ref().and_then(|grant| {
        headers.append(ACCESS_CONTROL_ALLOW_ORIGIN, allow_origin(grant.allow_origin, sent)?);
        if grant.allow_credentials {
            headers.append(ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
        }
        match grant.group.and_then(|group| values.get(group)) {
            Some(values) => values.append_to_preflight(headers),
            None => unprepared(grant, headers),
        }
        Some(())
    });
    if granted.is_some() {
        return response;
    }
    *response.status_mut() = StatusCode::FORBIDDEN;
    if explain { say_why(response, "CORS preflight denied", answer.reason) } else { response }
}

impl Values {
    fn append_to_preflight(&self, headers: &mut HeaderMap) {
        let mut append = |name, value: &Option<HeaderValue>| {
            if let Some(value) = value {
                headers.append(name, value.clone());
            }
        };
        append(ACCESS_CONTROL_ALLOW_METHODS, &self.allow_methods);
        append(ACCESS_CONTROL_ALLOW_HEADERS, &self.allow_headers);
        append(ACCESS_CONTROL_MAX_AGE, &self.max_age);
    }
}

/// What no policy says alone.
fn unprepared(grant: &PreflightGrant<'_>, headers: &mut HeaderMap) {
    if let Ok(methods) = HeaderValue::from_str(&grant.allow_methods) {
        headers.append(ACCESS_CONTROL_ALLOW_METHODS, methods);
    }
    if let Some(names) = grant.allow_headers {
        headers.append(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static(names));
    }
    if let Some(seconds) = grant.max_age {
        headers.append(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static(seconds));
    }
}

/// The whole response to a request that is refused.
pub(crate) fn refusal(refusal: Refusal, explain: bool) -> HttpResponse {
    let mut response = HttpResponse::new(StatusCode::FORBIDDEN);
    if refusal.vary_by_origin {
        response.headers_mut().insert(VARY, ORIGIN);
    }
    if explain { say_why(response, "CORS request refused", refusal.reason) } else { response }
}

fn say_why(mut response: HttpResponse, what: &str, reason: Reason) -> HttpResponse {
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response.set_body(format!("{what}: {reason} [{}]\n", reason.code())).map_into_boxed_body()
}

/// The value that lets an origin in: the very bytes of the request, which are evidence, or a literal of the program. Neither is
/// a copy.
fn allow_origin(allow_origin: AllowOrigin<'_>, sent: Option<&HeaderValue>) -> Option<HeaderValue> {
    match allow_origin {
        AllowOrigin::Any => Some(ANY),
        AllowOrigin::Origin(origin) => sent.filter(|sent| sent.as_bytes() == origin.as_str().as_bytes()).cloned(),
    }
}

const ANY: HeaderValue = HeaderValue::from_static("*");
const TRUE: HeaderValue = HeaderValue::from_static("true");
const ORIGIN: HeaderValue = HeaderValue::from_static("Origin");

/// What a response gets.
#[derive(Debug, Clone)]
pub(crate) struct Headers {
    responses: Responses,
    /// No handler with a policy has run: only what actix answers itself is meant.
    pub(crate) unserved: bool,
    allow_origin: Option<HeaderValue>,
    allow_credentials: bool,
    expose_headers: Option<HeaderValue>,
    vary_by_origin: bool,
}

impl Headers {
    pub(crate) fn new(decoration: &Decoration<'_>, values: &[Values], sent: Option<&HeaderValue>) -> Self {
        let grant = decoration.grant.as_ref();
        Headers {
            responses: decoration.responses,
            unserved: false,
            allow_origin: grant.and_then(|grant| allow_origin(grant.allow_origin, sent)),
            allow_credentials: grant.is_some_and(|grant| grant.allow_credentials),
            expose_headers: grant.and_then(|grant| values.get(grant.group)?.expose_headers.clone()),
            vary_by_origin: decoration.vary_by_origin,
        }
    }

    #[inline]
    pub(crate) fn decorate(self, status: StatusCode, headers: &mut HeaderMap) {
        let is_meant = match status {
            StatusCode::METHOD_NOT_ALLOWED => true,
            StatusCode::NOT_FOUND => self.responses == Responses::All,
            _ => self.responses == Responses::All && !self.unserved,
        };
        if !is_meant {
            return;
        }
        let has_vary = remove_access_control(headers);
        if let Some(origin) = self.allow_origin {
            allow(headers, origin, self.allow_credentials, self.expose_headers);
        }
        if self.vary_by_origin {
            vary_by_origin(headers, has_vary);
        }
    }
}

/// What a response gets where that is plain, whatever its status: with an origin that is let in, that and the values of its policy.
/// See `PathPolicies::decide_plain`.
pub(crate) struct PlainHeaders<'p>(pub(crate) Option<(&'p Values, HeaderValue)>);

impl PlainHeaders<'_> {
    #[inline]
    pub(crate) fn decorate(self, headers: &mut HeaderMap) {
        let has_vary = remove_access_control(headers);
        if let Some((values, origin)) = self.0 {
            allow(headers, origin, values.allow_credentials, values.expose_headers.clone());
        }
        vary_by_origin(headers, has_vary);
    }
}

#[inline]
fn allow(headers: &mut HeaderMap, origin: HeaderValue, credentials: bool, expose: Option<HeaderValue>) {
    headers.append(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    if credentials {
        headers.append(ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
    }
    if let Some(names) = expose {
        headers.append(ACCESS_CONTROL_EXPOSE_HEADERS, names);
    }
}

#[inline]
fn vary_by_origin(headers: &mut HeaderMap, has_vary: bool) {
    if !has_vary || needs_vary_origin(headers.get_all(VARY).map(HeaderValue::as_bytes)) {
        headers.append(VARY, ORIGIN);
    }
}

/// One authority: two values of `Access-Control-Allow-Origin` are an error in every browser, and a value that somebody else set
/// may let in whom the policy does not. Whether there is a `Vary` is seen on the way.
#[inline]
fn remove_access_control(headers: &mut HeaderMap) -> bool {
    let is_access_control = |name: &&HeaderName| name.as_str().starts_with("access-control-");
    let mut has_vary = false;
    let mut found = headers.keys().inspect(|name| has_vary |= *name == VARY).find(is_access_control).cloned();
    while let Some(name) = found {
        headers.remove(name);
        found = headers.keys().inspect(|name| has_vary |= *name == VARY).find(is_access_control).cloned();
    }
    has_vary
}

#[cfg(test)]
mod tests {
    use actix_web::{body::MessageBody, http::header::CONTENT_TYPE};
    use cors_core::{PreflightAnswer, Reason};

    use super::preflight;

    #[test]
    fn a_denial_says_why_only_where_it_is_to() {
        let answer = PreflightAnswer { reason: Reason::OriginNotAllowed, grant: None, vary_by_origin: true };
        let response = |explain| preflight(&answer, &[], None, explain);
        assert!(!matches!(
            response(true).body().size(),
            actix_web::body::BodySize::Sized(0) | actix_web::body::BodySize::None
        ));
        assert!(response(true).headers().contains_key(CONTENT_TYPE));
        assert!(response(false).body().size().is_eof());
        assert!(!response(false).headers().contains_key(CONTENT_TYPE));
        assert!([true, false].iter().all(|&explain| response(explain).status() == 403));
    }
}
