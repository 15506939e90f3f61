//! The sentences of the steps.

use super::quoted::{Escaped, Quoted};
use crate::{
    caches::engine::Engine,
    fetching::{cors_check::Pass, exposed::ExposedHeaders, preflight::Preflight},
    grammar::methods,
    page::{
        modes::{CredentialsMode, RequestMode},
        page_request::PageRequest,
    },
};

pub(crate) const NO_CORS: &str = "It goes to another origin in the mode `no-cors`, and needs no permission to be sent.";
pub(crate) const OPAQUE: &str = "The script sees neither status, headers nor body.";
pub(crate) const OWN: &str = "It stays within the page's origin and needs no permission.";
pub(crate) const WEB_SOCKET: &str = "It opens a WebSocket, which needs no permission.";
pub(crate) const CONNECTED: &str = "The page gets the connection; CORS headers are not checked.";
pub(crate) const REDIRECTED: &str = "The script does not see where the redirect leads.";
pub(crate) const CACHED_PREFLIGHT: &str =
    "The answer to an earlier preflight allows it, and the browser sends no preflight.";
pub(crate) const FRESH: &str = "The browser uses the response in its cache, and sends nothing.";
pub(crate) const STALE: &str = "The browser has a stale response in its cache, and revalidates it.";
pub(crate) const FRESHENED: &str = "The response in the cache is still valid, and takes over the headers of the 304.";
pub(crate) const TAINTED: &str = "Another origin redirects the request, so its origin is `null` from here on.";
pub(crate) const BECOMES_GET: &str = "The method becomes `GET`; the body and the headers about it are dropped.";
pub(crate) const AUTHORIZATION: &str =
    "The header `Authorization` is dropped, because the redirect leads to another origin.";

pub(crate) fn title(request: &PageRequest) -> String {
    let to = request.url.as_deref().map_or_else(|| "another origin".to_owned(), |to| Escaped(to).to_string());
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
    let (method, from) = (Escaped(&request.method), Escaped(&request.page_origin));
    format!("{method} from {from} to {to} (mode `{mode}`, credentials `{credentials}`)")
}

/// `returns`: redirects have led to another origin, and back to the page's own.
pub(crate) fn need_of_preflight(preflight: &Preflight<'_>, returns: bool) -> String {
    let goes = if returns { "It returns from another origin" } else { "It goes to another origin" };
    let method = Quoted(preflight.method);
    let mut reasons = Vec::new();
    if !methods::is_safelisted(preflight.method) {
        reasons.push(format!("the method {method}"));
    }
    if !preflight.unsafe_names.is_empty() {
        reasons.push(headers(preflight.unsafe_names));
    }
    if preflight.is_forced {
        reasons.push("the upload listener".to_owned());
    }
    if reasons.is_empty() {
        return format!("{goes}. The method {method} and its headers need no preflight.");
    }
    format!("{goes}, and needs a preflight because of {}.", reasons.join(" and "))
}

pub(crate) fn granted(preflight: &Preflight<'_>) -> String {
    let method = Quoted(preflight.method);
    match preflight.unsafe_names {
        [] => format!("The answer allows the method {method}."),
        names => format!("The answer allows the method {method} and {}.", headers(names)),
    }
}

fn headers(names: &[String]) -> String {
    format!("the header{} {}", if names.len() == 1 { "" } else { "s" }, list(names))
}

pub(crate) fn cached(max_age: u64, engine: Option<Engine>) -> String {
    match (max_age, engine) {
        (0, _) => "The browser does not cache the answer.".to_owned(),
        (seconds, Some(_)) => format!("The browser caches the answer for {seconds} s."),
        (seconds, None) => format!("The browser caches the answer for {seconds} s, or up to its own limit."),
    }
}

pub(crate) fn pass(pass: Pass) -> &'static str {
    match pass {
        Pass::Wildcard => "This passes: every origin is allowed, and the request carries no credentials.",
        Pass::Origin => "This passes: the page's origin is allowed.",
        Pass::OriginWithCredentials => "This passes: the page's origin is allowed, with credentials.",
    }
}

pub(crate) fn exposed(exposed: &ExposedHeaders) -> String {
    match exposed.listed() {
        None => "The script sees status, body and every header but `Set-Cookie`.".to_owned(),
        Some([]) => "The script sees status, body and the safelisted headers.".to_owned(),
        Some(names) => format!("The script sees status, body, the safelisted headers and {}.", list(names)),
    }
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| Quoted(name).to_string()).collect::<Vec<_>>().join(", ")
}
