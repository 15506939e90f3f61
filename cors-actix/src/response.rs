//! Decisions, as headers.

use actix_web::{
    HttpResponse,
    http::{
        StatusCode,
        header::{
            ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
            ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, CONTENT_TYPE,
            HeaderMap, HeaderValue, VARY,
        },
    },
};
use cors_core::{
    AllowOrigin, Decoration, PreflightAnswer, Reason, Refusal, Responses, VARY_PREFLIGHT, VARY_PREFLIGHT_PUBLIC,
    needs_vary_origin,
};

/// Whether a denied preflight says why: where the program is being developed, and nowhere else.
pub(crate) const EXPLAIN: bool = cfg!(debug_assertions);

/// The whole response to a preflight; `sent` is the request's `Origin`.
pub(crate) fn preflight(answer: &PreflightAnswer<'_>, sent: Option<&HeaderValue>, explain: bool) -> HttpResponse {
    let mut response = HttpResponse::new(StatusCode::NO_CONTENT);
    let headers = response.headers_mut();
    let vary = if answer.vary_by_origin { VARY_PREFLIGHT } else { VARY_PREFLIGHT_PUBLIC };
    headers.insert(VARY, HeaderValue::from_static(vary));
    let granted = answer.grant.as_ref().and_then(|grant| {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, allow_origin(grant.allow_origin, sent)?);
        if grant.allow_credentials {
            headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
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
        return response;
    }
    *response.status_mut() = StatusCode::FORBIDDEN;
    if explain { say_why(response, "CORS preflight denied", answer.reason) } else { response }
}

/// The whole response to a request that is refused.
pub(crate) fn refusal(refusal: Refusal, explain: bool) -> HttpResponse {
    let mut response = HttpResponse::new(StatusCode::FORBIDDEN);
    if refusal.vary_by_origin {
        response.headers_mut().insert(VARY, HeaderValue::from_static("Origin"));
    }
    if explain { say_why(response, "CORS request refused", refusal.reason) } else { response }
}

fn say_why(mut response: HttpResponse, what: &str, reason: Reason) -> HttpResponse {
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response.set_body(format!("{what}: {reason} [{}]\n", reason.code())).map_into_boxed_body()
}

/// The value that lets an origin in: a literal of the program, or the very bytes of the request. Neither allocates.
fn allow_origin(allow_origin: AllowOrigin<'_>, sent: Option<&HeaderValue>) -> Option<HeaderValue> {
    match allow_origin {
        AllowOrigin::Any => Some(HeaderValue::from_static("*")),
        AllowOrigin::Origin(origin) => match origin.as_static() {
            Some(origin) => Some(HeaderValue::from_static(origin)),
            None => sent.filter(|sent| sent.as_bytes() == origin.as_str().as_bytes()).cloned(),
        },
    }
}

/// What a response gets.
#[derive(Debug)]
pub(crate) struct Headers {
    responses: Responses,
    /// No handler with a policy has run: only what actix answers itself is meant.
    pub(crate) unserved: bool,
    allow_origin: Option<HeaderValue>,
    allow_credentials: bool,
    expose_headers: Option<&'static str>,
    vary_by_origin: bool,
}

impl Headers {
    pub(crate) fn new(decoration: &Decoration<'_>, sent: Option<&HeaderValue>) -> Self {
        let grant = decoration.grant.as_ref();
        Headers {
            responses: decoration.responses,
            unserved: false,
            allow_origin: grant.and_then(|grant| allow_origin(grant.allow_origin, sent)),
            allow_credentials: grant.is_some_and(|grant| grant.allow_credentials),
            expose_headers: grant.and_then(|grant| grant.expose_headers),
            vary_by_origin: decoration.vary_by_origin,
        }
    }

    pub(crate) fn decorate(&self, status: StatusCode, headers: &mut HeaderMap) {
        let is_meant = match status {
            StatusCode::METHOD_NOT_ALLOWED => true,
            StatusCode::NOT_FOUND => self.responses == Responses::All,
            _ => self.responses == Responses::All && !self.unserved,
        };
        if !is_meant {
            return;
        }
        remove_access_control(headers);
        if let Some(origin) = &self.allow_origin {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            if self.allow_credentials {
                headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
            }
            if let Some(names) = self.expose_headers {
                headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(names));
            }
        }
        if self.vary_by_origin && needs_vary_origin(headers.get_all(VARY).map(HeaderValue::as_bytes)) {
            headers.append(VARY, HeaderValue::from_static("Origin"));
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
    use actix_web::{body::MessageBody, http::header::CONTENT_TYPE};
    use cors_core::{PreflightAnswer, Reason};

    use super::preflight;

    #[test]
    fn a_denial_says_why_only_where_it_is_to() {
        let answer = PreflightAnswer { reason: Reason::OriginNotAllowed, grant: None, vary_by_origin: true };
        let response = |explain| preflight(&answer, None, explain);
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
