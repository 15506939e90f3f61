//! The steps, in words.

use super::quoted::{Plain, Quoted};
use crate::{
    caches::engine::Engine,
    fetching::{cors_check::Pass, exposed::ExposedHeaders, origin_header::Tainting, preflight::Question},
    grammar::methods,
    page::{
        modes::{CredentialsMode, RequestMode},
        page_request::PageRequest,
    },
};

pub(crate) const ALL: &str = "The script sees status, body and every header but `Set-Cookie`.";
pub(crate) const NO_CORS: &str =
    "It goes to another origin in the mode `no-cors`: it is sent, whatever the server allows.";
pub(crate) const OPAQUE: &str = "The script sees neither status, headers nor body.";

pub(crate) const OWN: &str = "It stays within the page's origin and needs no permission.";
pub(crate) const WEB_SOCKET: &str = "It opens a WebSocket and needs no permission, wherever it goes.";
pub(crate) const CONNECTED: &str = "The page gets the connection, whatever other headers the answer has.";
pub(crate) const REDIRECTED: &str = "The script does not see where the redirect leads.";
pub(crate) const REMEMBERED: &str = "An earlier preflight has allowed it, and the browser does not ask again.";
pub(crate) const FRESH: &str = "The browser has a response in its cache, and sends nothing.";
pub(crate) const STALE: &str = "The browser has a response in its cache, and asks whether it still holds.";
pub(crate) const FRESHENED: &str = "It does: the response in the cache takes over the headers of the answer.";
pub(crate) const TAINTED: &str = "As another origin has sent it on, its origin is `null` from here on.";
pub(crate) const BECOMES_GET: &str = "The method becomes `GET`; body and headers about it are dropped.";
pub(crate) const AUTHORIZATION: &str = "The header `Authorization` does not go along to another origin.";

pub(crate) fn title(request: &PageRequest) -> String {
    let to = request.url.as_deref().map_or_else(|| "another origin".to_owned(), |to| Plain(to).to_string());
    let credentials = match request.credentials {
        CredentialsMode::Omit => "omit",
        CredentialsMode::SameOrigin => "same-origin",
        CredentialsMode::Include => "include",
    };
    let mode = match request.mode {
        RequestMode::Cors => "cors",
        RequestMode::NoCors => "no-cors",
        RequestMode::SameOrigin => "same-origin",
        RequestMode::WebSocket => "websocket",
    };
    let (method, from) = (Plain(&request.method), Plain(&request.page_origin));
    format!("{method} from {from} to {to} (mode `{mode}`, credentials `{credentials}`)")
}

/// `is_own`: it has come back to the page's origin, by way of another.
pub(crate) fn why_asked(question: &Question<'_>, is_own: bool) -> String {
    let goes = if is_own { "It comes back from another origin" } else { "It goes to another origin" };
    let method = Quoted(question.method);
    let mut reasons = Vec::new();
    if !methods::is_safelisted(question.method) {
        reasons.push(format!("the method {method}"));
    }
    if !question.unsafe_names.is_empty() {
        reasons.push(headers(question.unsafe_names));
    }
    if question.always {
        reasons.push("the listener to its upload".to_owned());
    }
    if reasons.is_empty() {
        return format!("{goes}. The method {method} and its headers need no preflight.");
    }
    format!("{goes}, and the browser asks first because of {}.", reasons.join(" and "))
}

pub(crate) fn granted(question: &Question<'_>) -> String {
    let method = Quoted(question.method);
    match question.unsafe_names {
        [] => format!("The answer allows the method {method}."),
        names => format!("The answer allows the method {method} and {}.", headers(names)),
    }
}

fn headers(names: &[String]) -> String {
    format!("the header{} {}", if names.len() == 1 { "" } else { "s" }, list(names))
}

pub(crate) fn kept(max_age: u64, engine: Option<Engine>) -> String {
    match max_age {
        0 => "The browser does not keep the answer.".to_owned(),
        seconds if engine.is_some() => format!("The browser keeps the answer for {seconds} s."),
        seconds => format!("The browser keeps the answer for {seconds} s, or up to its own limit."),
    }
}

pub(crate) fn pass(pass: Pass) -> &'static str {
    match pass {
        Pass::Wildcard => "This passes: everybody is allowed, and the request carries no credentials.",
        Pass::Origin => "This passes: the page's origin is allowed.",
        Pass::OriginWithCredentials => "This passes: the page's origin is allowed, with credentials.",
    }
}

/// What the page gets of a response that nothing is held against, where that depends on the tainting alone.
pub(crate) fn unchecked(tainting: Tainting, mode: RequestMode) -> &'static str {
    match tainting {
        _ if mode == RequestMode::WebSocket => CONNECTED,
        Tainting::Opaque => OPAQUE,
        Tainting::Basic | Tainting::Cors => ALL,
    }
}

pub(crate) fn exposed(exposed: &ExposedHeaders) -> String {
    match exposed.listed() {
        None => ALL.to_owned(),
        Some([]) => "The script sees status, body and the safelisted headers.".to_owned(),
        Some(names) => format!("The script sees status, body, the safelisted headers and {}.", list(names)),
    }
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| Quoted(name).to_string()).collect::<Vec<_>>().join(", ")
}
