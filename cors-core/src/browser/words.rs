//! The steps, in words.

use super::{
    cors_check::Pass,
    explanation::{Plain, Quoted},
    exposed::ExposedHeaders,
    methods,
    page_request::{CredentialsMode, PageRequest, RequestMode},
    preflight::Question,
};

pub(super) const ALL: &str = "The script sees status, body and every header but `Set-Cookie`.";
pub(super) const NO_CORS: &str =
    "It goes to another origin in the mode `no-cors`: it is sent, whatever the server allows.";
pub(super) const OPAQUE: &str = "The script sees neither status, headers nor body.";

pub(super) fn title(request: &PageRequest) -> String {
    let to = request.url_origin.as_deref().map_or_else(|| "another origin".to_owned(), |to| Plain(to).to_string());
    let credentials = match request.credentials {
        CredentialsMode::Omit => "omit",
        CredentialsMode::SameOrigin => "same-origin",
        CredentialsMode::Include => "include",
    };
    let mode = match request.mode {
        RequestMode::Cors => "cors",
        RequestMode::NoCors => "no-cors",
        RequestMode::SameOrigin => "same-origin",
    };
    let (method, from) = (Plain(&request.method), Plain(&request.page_origin));
    format!("{method} from {from} to {to} (mode `{mode}`, credentials `{credentials}`)")
}

pub(super) fn why_asked(question: &Question<'_>) -> String {
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
        return format!("It goes to another origin. The method {method} and its headers need no preflight.");
    }
    format!("It goes to another origin, and the browser asks first because of {}.", reasons.join(" and "))
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

pub(super) fn kept(max_age: u64) -> String {
    match max_age {
        0 => "The browser does not keep the answer.".to_owned(),
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
