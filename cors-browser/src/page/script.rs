//! What a script may ask for at all.

use super::{modes::RequestMode, page_request::PageRequest, url::Url};
use crate::{
    explanation::{outcome::Failure, quoted::Quoted, section::Section, story::Story},
    grammar::{
        bytes::{self, Header},
        forbidden, methods, safelist,
    },
};

/// Fetch, ["new Request()"](https://fetch.spec.whatwg.org/#dom-request), the steps about the method.
pub(crate) fn method(request: &PageRequest, story: &mut Story) -> Result<String, Failure> {
    let given = request.method.as_str();
    if !methods::is_method(given) {
        return Err(Failure::MalformedMethod(given.to_owned()));
    }
    if methods::is_forbidden(given) {
        return Err(Failure::ForbiddenMethod(given.to_owned()));
    }
    let method = methods::normalise(given);
    if method != given {
        story.step(Section::RequestClass, format!("The browser turns {} into {}.", Quoted(given), Quoted(method)));
    }
    if request.mode == RequestMode::NoCors && !methods::is_safelisted(method) {
        return Err(Failure::MethodNeedsCors(method.to_owned()));
    }
    Ok(method.to_owned())
}

/// Fetch, ["new Request()"](https://fetch.spec.whatwg.org/#dom-request), the step about the URL. WebSockets, ["establish a WebSocket
/// connection"](https://websockets.spec.whatwg.org/#concept-websocket-establish), has them go over HTTP.
pub(crate) fn url(request: &PageRequest) -> Result<Url, Failure> {
    let Some(given) = &request.url else {
        return Ok(Url::default());
    };
    let url = Url::parse(given).ok_or(Failure::NotHttp)?;
    let url = if request.mode == RequestMode::WebSocket { url.of_handshake() } else { url };
    if url.has_credentials() { Err(Failure::UrlCredentials) } else { Ok(url) }
}

/// Fetch, ["append"](https://fetch.spec.whatwg.org/#concept-headers-append) to a `Headers` object, for each header: what is no
/// header throws, and what scripts may not set is dropped without a word.
pub(crate) fn headers(request: &PageRequest, story: &mut Story) -> Result<Vec<Header>, Failure> {
    let mut headers: Vec<Header> = Vec::new();
    for (name, value) in &request.headers {
        let malformed = || Failure::MalformedHeader(name.clone());
        let value = bytes::encoded(value).ok_or_else(malformed)?;
        let value = bytes::normalised(&value);
        if !safelist::is_header_name(name) || value.iter().any(|byte| matches!(byte, 0 | b'\n' | b'\r')) {
            return Err(malformed());
        }
        if forbidden::is_forbidden_request_header(name, value) {
            let words = format!("The browser drops {}, which no script may set.", Quoted(name));
            story.step(Section::HeadersClass, words);
        } else if request.mode == RequestMode::NoCors && !may_be_added_without_cors(&headers, name, value) {
            let words = format!("The browser drops {}, which the mode `no-cors` does not have.", Quoted(name));
            story.step(Section::HeadersClass, words);
        } else {
            headers.push(Header { name: name.clone(), value: value.to_owned() });
        }
    }
    Ok(headers)
}

/// Fetch, ["append"](https://fetch.spec.whatwg.org/#concept-headers-append), step 3: what counts is the value that all lines
/// make together.
fn may_be_added_without_cors(headers: &[Header], name: &str, value: &[u8]) -> bool {
    let before = headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
    let all: Vec<&[u8]> = before.map(|header| header.value.as_slice()).chain([value]).collect();
    safelist::is_safelisted_without_cors(name, &all.join(&b", "[..]))
}
