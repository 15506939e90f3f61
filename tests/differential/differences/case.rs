//! The case that a request is, by the text of the policy alone: nothing here calls the library.

use super::Peer;
use crate::{
    asked::Asked,
    setup::{Guard, ROUTES, Setup, UNKNOWN, is_partner},
};

/// The first case that fits a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// The handler answers with CORS headers of its own.
    OwnHeaders,
    /// `OPTIONS` that is not a preflight.
    PlainOptions,
    /// A preflight for a path without a handler.
    PreflightUnknownPath,
    /// Another request for a path without a handler.
    ActualUnknownPath,
    /// They allow what is not an origin: several `Origin` lines, an empty one, or one that is not visible ASCII.
    LetInMalformed,
    /// They allow what a predicate takes for a sub-domain.
    LetInByPredicate,
    /// A preflight from an origin that is not allowed.
    PreflightDenied,
    /// A preflight whose other lines are malformed.
    PreflightMalformed,
    /// A preflight for a method that no handler of the path has.
    PreflightOtherMethod,
    /// A preflight that asks for headers that are not allowed.
    PreflightOtherHeaders,
    /// A preflight that is granted.
    PreflightAllowed,
    /// An actual request from an origin that is not allowed.
    ActualDenied,
    /// An actual request from an origin that is allowed.
    ActualAllowed,
}

/// The origin of a request.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sender {
    Missing,
    Allowed,
    Stranger,
    Malformed,
}

impl Case {
    /// `they_let_in`: their answer has an `Access-Control-Allow-Origin`, and ours has none.
    pub(crate) fn of(peer: Peer, setup: &Setup, guard: Guard, asked: &Asked, they_let_in: bool) -> Self {
        let who = who(setup, &asked.origin);
        let methods = ROUTES.iter().find(|(path, _)| *path == asked.path).map_or(&[][..], |(_, methods)| methods);
        // axum serves HEAD wherever it serves GET.
        let serves = |method: &str| methods.contains(&method) || peer == Peer::TowerHttp && method == "HEAD";
        let is_plain_options = asked.method == "OPTIONS" && !asked.is_preflight();
        // tower-http takes every OPTIONS for a preflight.
        let they_answer = is_plain_options && peer == Peer::TowerHttp;
        let let_in = match who {
            Sender::Malformed if they_let_in => Some(Case::LetInMalformed),
            Sender::Stranger if they_let_in && asked.origin.iter().all(|line| is_partner(line.as_bytes())) => {
                Some(Case::LetInByPredicate)
            }
            _ => None,
        };
        if asked.path == "/own-headers" && guard == Guard::Nowhere && serves(&asked.method) {
            Case::OwnHeaders
        } else if let Some(case) = let_in.filter(|_| asked.path != UNKNOWN && !they_answer) {
            case
        } else if is_plain_options {
            Case::PlainOptions
        } else if asked.path == UNKNOWN {
            if asked.is_preflight() { Case::PreflightUnknownPath } else { Case::ActualUnknownPath }
        } else if !asked.is_preflight() {
            if who == Sender::Allowed { Case::ActualAllowed } else { Case::ActualDenied }
        } else {
            match asked_for_method(asked) {
                None => Case::PreflightMalformed,
                Some(_) if who != Sender::Allowed => Case::PreflightDenied,
                // No script can send these.
                Some("CONNECT" | "TRACE") => Case::PreflightMalformed,
                Some(method) if method != "HEAD" && !serves(method) => Case::PreflightOtherMethod,
                // The first name that is wrong decides.
                Some(method) => match asked_for_headers(asked).find(|name| !is_token(name) || !allows(setup, name)) {
                    Some(name) if !is_token(name) => Case::PreflightMalformed,
                    // actix-web does not serve HEAD because it serves GET.
                    _ if !serves(method) => Case::PreflightOtherMethod,
                    Some(_) => Case::PreflightOtherHeaders,
                    None => Case::PreflightAllowed,
                },
            }
        }
    }
}

fn who(setup: &Setup, lines: &[String]) -> Sender {
    let [origin] = lines else { return if lines.is_empty() { Sender::Missing } else { Sender::Malformed } };
    if origin.is_empty() || !origin.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Sender::Malformed;
    }
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte))
    };
    let matches = |pattern: &String| match pattern.split_once("*.") {
        Some((scheme, base)) => origin
            .strip_prefix(scheme)
            .and_then(|host| host.strip_suffix(&format!(".{base}")))
            .is_some_and(|labels| labels.split('.').all(is_label)),
        None => pattern == "*" || pattern == origin,
    };
    if setup.origins().iter().any(matches) { Sender::Allowed } else { Sender::Stranger }
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-*".contains(&byte))
}

/// What a preflight asks for, if it asks for one method.
fn asked_for_method(asked: &Asked) -> Option<&str> {
    match asked.for_method.as_slice() {
        [method] if is_token(method) => Some(method),
        _ => None,
    }
}

/// The names that a preflight asks for, or what stands in their place.
fn asked_for_headers(asked: &Asked) -> impl Iterator<Item = &str> {
    let names = asked.for_headers.iter().flat_map(|line| line.split(',')).map(str::trim);
    names.filter(|name| !name.is_empty())
}

fn allows(setup: &Setup, name: &str) -> bool {
    setup.allow_headers().iter().any(|allowed| allowed == "*" || allowed.eq_ignore_ascii_case(name))
}
