//! Decisions, as headers.

use axum::{body::Body, extract::Request, response::Response};
use cors_core::{
    AllowOrigin, Decoration, PreflightAnswer, Reason, Refusal, Responses, VARY_PREFLIGHT, VARY_PREFLIGHT_PUBLIC,
    needs_vary_origin,
};
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{
        ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
        ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, CONTENT_TYPE, ORIGIN, VARY,
    },
};

const ANY: HeaderValue = HeaderValue::from_static("*");
const TRUE: HeaderValue = HeaderValue::from_static("true");
const BY_ORIGIN: HeaderValue = HeaderValue::from_static("Origin");
const PREFLIGHT: HeaderValue = HeaderValue::from_static(VARY_PREFLIGHT);
const PREFLIGHT_PUBLIC: HeaderValue = HeaderValue::from_static(VARY_PREFLIGHT_PUBLIC);

/// Whether a denied preflight says why: where the program is being developed, and nowhere else.
pub(crate) const EXPLAIN: bool = cfg!(debug_assertions);

/// The whole response to a preflight.
pub(crate) fn preflight(answer: &PreflightAnswer<'_>, request: &Request, explain: bool) -> Response {
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    // Room for all of them at once, and for what the router adds.
    headers.reserve(8);
    headers.insert(VARY, if answer.vary_by_origin { PREFLIGHT } else { PREFLIGHT_PUBLIC });
    let granted = answer.grant.as_ref().and_then(|grant| {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, allow_origin(grant.allow_origin, request)?);
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
        Some(())
    });
    if granted.is_some() {
        *response.status_mut() = StatusCode::NO_CONTENT;
        return response;
    }
    *response.status_mut() = StatusCode::FORBIDDEN;
    if explain {
        say_why(&mut response, "CORS preflight denied", answer.reason);
    }
    response
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

/// The value that lets an origin in: a literal of the program, or the very bytes of the request. Neither allocates.
fn allow_origin(allow_origin: AllowOrigin<'_>, request: &Request) -> Option<HeaderValue> {
    match allow_origin {
        AllowOrigin::Any => Some(ANY),
        AllowOrigin::Origin(origin) => match origin.as_static() {
            Some(origin) => Some(HeaderValue::from_static(origin)),
            None => request.headers().get(ORIGIN).filter(|sent| sent.as_bytes() == origin.as_str().as_bytes()).cloned(),
        },
    }
}

/// What a response gets, kept while the request runs.
#[derive(Debug)]
pub(crate) struct Pending {
    responses: Responses,
    allow_origin: Option<HeaderValue>,
    allow_credentials: bool,
    expose_headers: Option<&'static str>,
    vary_by_origin: bool,
}

impl Pending {
    pub(crate) fn new(decoration: &Decoration<'_>, request: &Request) -> Self {
        let grant = decoration.grant.as_ref();
        Pending {
            responses: decoration.responses,
            allow_origin: grant.and_then(|grant| allow_origin(grant.allow_origin, request)),
            allow_credentials: grant.is_some_and(|grant| grant.allow_credentials),
            expose_headers: grant.and_then(|grant| grant.expose_headers),
            vary_by_origin: decoration.vary_by_origin,
        }
    }

    pub(crate) fn decorate(self, response: &mut Response) {
        if self.responses == Responses::MethodNotAllowed && response.status() != StatusCode::METHOD_NOT_ALLOWED {
            return;
        }
        let headers = response.headers_mut();
        remove_access_control(headers);
        if let Some(origin) = self.allow_origin {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            if self.allow_credentials {
                headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
            }
            if let Some(names) = self.expose_headers {
                headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(names));
            }
        }
        if self.vary_by_origin && needs_vary_origin(headers.get_all(VARY).iter().map(HeaderValue::as_bytes)) {
            headers.append(VARY, BY_ORIGIN);
        }
    }
}

/// One authority: two values of `Access-Control-Allow-Origin` are an error in every browser, and a value that somebody else set
/// may let in whom the policy does not.
fn remove_access_control(headers: &mut HeaderMap) {
    while let Some(name) = headers.keys().find(|name| name.as_str().starts_with("access-control-")).cloned() {
        headers.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use axum::{body::HttpBody, extract::Request};
    use cors_core::{PreflightAnswer, Reason};
    use http::header::CONTENT_TYPE;

    use super::preflight;

    #[test]
    fn a_denial_says_why_only_where_it_is_to() {
        let answer = PreflightAnswer { reason: Reason::OriginNotAllowed, grant: None, vary_by_origin: true };
        let response = |explain| preflight(&answer, &Request::default(), explain);
        assert!(response(true).body().size_hint().lower() > 0);
        assert!(response(true).headers().contains_key(CONTENT_TYPE));
        assert!(response(false).body().is_end_stream());
        assert!(!response(false).headers().contains_key(CONTENT_TYPE));
        assert!([true, false].iter().all(|&explain| response(explain).status() == 403));
    }
}
