//! The checks of a request before it is fetched.

use super::{modes::RequestMode, page_request::PageRequest, url::Url};
use crate::{
    explanation::{outcome::Failure, quoted::Quoted, section::Section, steps::Steps},
    grammar::{
        forbidden,
        header_list::lines,
        methods, safelist,
        token::{WHITESPACE, is_token},
    },
};

/// Fetch, ["new Request()"](https://fetch.spec.whatwg.org/#dom-request), the steps about the method.
pub(crate) fn method(request: &PageRequest, steps: &mut Steps) -> Result<String, Failure> {
    let given = request.method.as_str();
    if !is_token(given) {
        return Err(Failure::MalformedMethod(given.to_owned()));
    }
    if methods::is_forbidden(given) {
        return Err(Failure::ForbiddenMethod(given.to_owned()));
    }
    let method = methods::normalise(given);
    if method != given {
        steps.add(Section::RequestClass, format!("The browser turns {} into {}.", Quoted(given), Quoted(method)));
    }
    if request.mode == RequestMode::NoCors && !methods::is_safelisted(method) {
        return Err(Failure::MethodNeedsCors(method.to_owned()));
    }
    Ok(method.to_owned())
}

/// Fetch, ["new Request()"](https://fetch.spec.whatwg.org/#dom-request), the step about the URL. The URL of a WebSocket becomes that
/// of its handshake: WebSockets, ["establish a WebSocket
/// connection"](https://websockets.spec.whatwg.org/#concept-websocket-establish).
pub(crate) fn url(request: &PageRequest) -> Result<Url, Failure> {
    let Some(given) = &request.url else {
        return Ok(Url::default());
    };
    let url = Url::parse(given).ok_or(Failure::NotHttp)?;
    let url = if request.mode == RequestMode::WebSocket { url.of_handshake() } else { url };
    if url.has_credentials() { Err(Failure::UrlCredentials) } else { Ok(url) }
}

/// Fetch, ["append"](https://fetch.spec.whatwg.org/#concept-headers-append) to a `Headers` object, for each header: a malformed one
/// throws, a forbidden one is dropped silently.
pub(crate) fn headers(request: &PageRequest, steps: &mut Steps) -> Result<Vec<(String, String)>, Failure> {
    let mut headers = Vec::new();
    for (name, value) in &request.headers {
        let value = value.trim_matches(WHITESPACE);
        // Web IDL, `ByteString`: each character is a byte.
        if !is_token(name) || value.contains(|c: char| matches!(c, '\0' | '\n' | '\r' | '\u{100}'..)) {
            return Err(Failure::MalformedHeader(name.clone()));
        }
        let obstacle = if forbidden::is_forbidden_request_header(name, value) {
            "scripts may not set"
        } else if request.mode == RequestMode::NoCors && !is_allowed_without_cors(&headers, name, value) {
            "the mode `no-cors` does not allow"
        } else {
            headers.push((name.clone(), value.to_owned()));
            continue;
        };
        steps.add(Section::HeadersClass, format!("The browser drops {}, which {obstacle}.", Quoted(name)));
    }
    Ok(headers)
}

/// Fetch, ["append"](https://fetch.spec.whatwg.org/#concept-headers-append), step 3: the values of all lines are judged together.
fn is_allowed_without_cors(headers: &[(String, String)], name: &str, value: &str) -> bool {
    let values: Vec<&str> = lines(headers, name).chain([value]).collect();
    safelist::is_safelisted_without_cors(name, &values.join(", "))
}
