//! Rewriting of requests and answers.

use http::{
    HeaderMap, HeaderValue, Method, Request, Response, StatusCode,
    header::{
        ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
        ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_HEADERS,
        ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
    },
};

use super::Mistake;

pub(super) fn is_preflight<B>(request: &Request<B>) -> bool {
    request.method() == Method::OPTIONS
        && request.headers().contains_key(ORIGIN)
        && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

/// Whether the answer allows the origin, and not only for other methods.
pub(super) fn grants<A, B>(asked: &Request<A>, answer: &Response<B>) -> bool {
    let method = asked.headers().get(ACCESS_CONTROL_REQUEST_METHOD).and_then(|value| value.to_str().ok());
    let lists = |method| listed(answer.headers()).any(|listed| listed == method);
    answer.headers().contains_key(ACCESS_CONTROL_ALLOW_ORIGIN) && (!is_preflight(asked) || method.is_some_and(lists))
}

fn listed(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let line = headers.get(ACCESS_CONTROL_ALLOW_METHODS).and_then(|value| value.to_str().ok());
    line.into_iter().flat_map(|line| line.split(", "))
}

/// Whether it is a preflight for the method `*`.
pub(super) fn asks_for_any<B>(request: &Request<B>) -> bool {
    is_preflight(request) && request.headers().get(ACCESS_CONTROL_REQUEST_METHOD).is_some_and(|method| method == "*")
}

/// Copies what a page is told about a response, except what it depends on.
pub(super) fn lend(from: &HeaderMap, to: &mut HeaderMap) {
    for (name, value) in from.iter().filter(|(name, _)| name.as_str().starts_with("access-control-")) {
        to.insert(name, value.clone());
    }
}

/// A preflight, asking for another method.
pub(super) fn asks_for_get<B>(mut request: Request<B>) -> Request<B> {
    if is_preflight(&request) {
        request.headers_mut().insert(ACCESS_CONTROL_REQUEST_METHOD, HeaderValue::from_static("GET"));
    }
    request
}

pub(super) fn rewritten<A, B>(mistake: Mistake, asked: &Request<A>, mut answer: Response<B>) -> Response<B> {
    let (preflight, origin) = (is_preflight(asked), asked.headers().get(ORIGIN));
    let error = answer.status().as_u16() >= 400;
    let granted = grants(asked, &answer);
    let headers = answer.headers_mut();
    let allowed = headers.contains_key(ACCESS_CONTROL_ALLOW_ORIGIN);
    let public = headers.get(ACCESS_CONTROL_ALLOW_ORIGIN).is_some_and(|value| value == "*");
    match mistake {
        Mistake::PreflightReflected if preflight => {
            copy(asked, ORIGIN.as_str(), headers, ACCESS_CONTROL_ALLOW_ORIGIN.as_str());
            headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
            copy(asked, ACCESS_CONTROL_REQUEST_METHOD.as_str(), headers, ACCESS_CONTROL_ALLOW_METHODS.as_str());
            copy(asked, ACCESS_CONTROL_REQUEST_HEADERS.as_str(), headers, ACCESS_CONTROL_ALLOW_HEADERS.as_str());
            *answer.status_mut() = StatusCode::NO_CONTENT;
        }
        Mistake::PreflightOfGet if preflight => {
            if listed(headers).any(|method| method == "GET") {
                let all = HeaderValue::from_static("GET, HEAD, POST, PUT, DELETE, PATCH");
                headers.insert(ACCESS_CONTROL_ALLOW_METHODS, all);
            } else {
                strip(headers);
                *answer.status_mut() = StatusCode::FORBIDDEN;
            }
        }
        Mistake::HeadersReflected if preflight && allowed => {
            copy(asked, ACCESS_CONTROL_REQUEST_HEADERS.as_str(), headers, ACCESS_CONTROL_ALLOW_HEADERS.as_str());
        }
        Mistake::CredentialsAlways if allowed => {
            headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
        Mistake::CredentialsWithWildcard if public => {
            headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
        Mistake::PublicByName if public && origin.is_some() => {
            copy(asked, ORIGIN.as_str(), headers, ACCESS_CONTROL_ALLOW_ORIGIN.as_str());
            headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
        Mistake::VaryMissing => drop(headers.remove(VARY)),
        Mistake::VaryOnlyWhenAllowed if !allowed => drop(headers.remove(VARY)),
        Mistake::VaryOnlyWithOrigin if origin.is_none() => drop(headers.remove(VARY)),
        Mistake::VaryOfPreflightByOriginOnly if preflight => {
            headers.insert(VARY, HeaderValue::from_static("Origin"));
        }
        Mistake::BareErrors if error => strip(headers),
        Mistake::SecondAllowOrigin if allowed && !preflight => {
            headers.append(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        }
        Mistake::AlwaysCached if preflight && granted => {
            if let Some(age) = headers.get_mut(ACCESS_CONTROL_MAX_AGE).filter(|age| **age == "0") {
                *age = HeaderValue::from_static("600");
            }
        }
        Mistake::MethodWildcard if allowed && asks_for_any(asked) => {
            headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("*"));
        }
        _ => {}
    }
    answer
}

fn copy<B>(asked: &Request<B>, from: &str, headers: &mut HeaderMap, to: &'static str) {
    if let Some(value) = asked.headers().get(from) {
        headers.insert(to, value.clone());
    }
}

fn strip(headers: &mut HeaderMap) {
    let names: Vec<_> = headers.keys().filter(|name| name.as_str().starts_with("access-control-")).cloned().collect();
    for name in names {
        headers.remove(name);
    }
}
