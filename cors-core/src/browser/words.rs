//! The steps, in words.

use super::{
    cors_check::Pass,
    engine::Engine,
    explanation::{Plain, Quoted},
    exposed::ExposedHeaders,
    methods,
    modes::{CredentialsMode, RequestMode},
    origin_header::Tainting,
    page_request::PageRequest,
    preflight::Question,
};

pub(super) const ALL: &str = "The script sees status, body and every header but `Set-Cookie`.";
pub(super) const NO_CORS: &str =
    "It goes to another origin in the mode `no-cors`: it is sent, whatever the server allows.";
pub(super) const OPAQUE: &str = "The script sees neither status, headers nor body.";

pub(super) const OWN: &str = "It stays within the page's origin and needs no permission.";
pub(super) const WEB_SOCKET: &str = "It opens a WebSocket and needs no permission, wherever it goes.";
pub(super) const CONNECTED: &str = "The page gets the connection, whatever other headers the answer has.";
pub(super) const REDIRECTED: &str = "The script does not see where the redirect leads.";
pub(super) const REMEMBERED: &str = "An earlier preflight has allowed it, and the browser does not ask again.";
pub(super) const FRESH: &str = "The browser has a response in its cache, and sends nothing.";
pub(super) const STALE: &str = "The browser has a response in its cache, and asks whether it still holds.";
pub(super) const FRESHENED: &str = "It does: the response in the cache takes over the headers of the answer.";
pub(super) const TAINTED: &str = "As another origin has sent it on, its origin is `null` from here on.";
pub(super) const BECOMES_GET: &str = "The method becomes `GET`; body and headers about it are dropped.";
pub(super) const AUTHORIZATION: &str = "The header `Authorization` does not go along to another origin.";

pub(super) fn title(request: &PageRequest) -> String {
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
pub(super) fn why_asked(question: &Question<'_>, is_own: bool) -> String {
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

pub(super) fn granted(question: &Question<'_>) -> String {
    let method = Quoted(question.method);
    match question.unsafe_names {
        [] => format!("The answer allows the method {method}."),
        names => format!("The answer allows the method {method} and {}.", headers(names)),
    }
}

fn headers(names: &[String]) -> String {
    format!("the header{} {}", if names.len() == 1 { "" } else { "s" }, list(names))
}

pub(super) fn kept(max_age: u64, engine: Option<Engine>) -> String {
    match max_age {
        0 => "The browser does not keep the answer.".to_owned(),
        seconds if engine.is_some() => format!("The browser keeps the answer for {seconds} s."),
        seconds => format!("The browser keeps the answer for {seconds} s, or up to its own limit."),
    }
}

pub(super) fn pass(pass: Pass) -> &'static str {
    match pass {
        Pass::Wildcard => "This passes: everybody is allowed, and the request carries no credentials.",
        Pass::Origin => "This passes: the page's origin is allowed.",
        Pass::OriginWithCredentials => "This passes: the page's origin is allowed, with credentials.",
    }
}

/// What the page gets of a response that nothing is held against, where that depends on the tainting alone.
pub(super) fn unchecked(tainting: Tainting, mode: RequestMode) -> &'static str {
    match tainting {
        _ if mode == RequestMode::WebSocket => CONNECTED,
        Tainting::Opaque => OPAQUE,
        Tainting::Basic | Tainting::Cors => ALL,
    }
}

pub(super) fn exposed(exposed: &ExposedHeaders) -> String {
    match exposed.listed() {
        None => ALL.to_owned(),
        Some([]) => "The script sees status, body and the safelisted headers.".to_owned(),
        Some(names) => format!("The script sees status, body, the safelisted headers and {}.", list(names)),
    }
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| Quoted(name).to_string()).collect::<Vec<_>>().join(", ")
}
