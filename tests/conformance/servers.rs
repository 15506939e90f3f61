//! The literal servers: the cases that judge the browser, and not a server.

use cors_browser::{SentRequest, SentResponse};

use crate::{
    case::{Case, Handler},
    step::hop_url,
};

fn literal(handler: &Handler) -> SentResponse {
    let response = SentResponse::new(handler.status);
    handler.headers.iter().fold(response, |response, (name, value)| response.header(name, value))
}

fn is_preflight(sent: &SentRequest) -> bool {
    sent.get("access-control-request-method").is_some()
}

/// What the case's server answers.
pub(crate) fn answer(case: &Case, sent: &SentRequest) -> SentResponse {
    match case.policy.form.as_str() {
        "raw" => {
            let handler = if is_preflight(sent) { &case.policy.preflight } else { &case.policy.response };
            literal(handler.as_ref().unwrap_or_else(|| panic!("{}: not asked for", case.id)))
        }
        "hops" => hop(case, sent),
        "etag" => revalidated(case, sent),
        "varytest" => varying(case, sent),
        // The handshake's answer, as every server gives it.
        "websocket" => SentResponse::new(101).header("Upgrade", "websocket").header("Connection", "Upgrade"),
        form => panic!("{}: {form} is no literal server", case.id),
    }
}

/// Each hop redirects to the next.
fn hop(case: &Case, sent: &SentRequest) -> SentResponse {
    let hops = &case.policy.hops;
    let is_here = |at: &usize| hop_url(&hops[*at].at, *at) == sent.url;
    let at = (0..hops.len()).find(is_here).unwrap_or_else(|| panic!("{}: {} is not asked for", case.id, sent.url));
    if is_preflight(sent) {
        return literal(hops[at].preflight.as_ref().unwrap_or_else(|| panic!("{}: not asked for", case.id)));
    }
    let answer = literal(&hops[at].response);
    let Some(next) = hops.get(at + 1) else { return answer };
    let user = hops[at].userinfo.as_ref().map(|user| format!("://{user}@")).unwrap_or_else(|| "://".to_owned());
    answer.header("Location", hop_url(&next.at, at + 1).replacen("://", &user, 1))
}

/// One resource with an entity tag: a client that has it is told to keep it.
fn revalidated(case: &Case, sent: &SentRequest) -> SentResponse {
    let handler = |handler: &Option<Handler>| literal(handler.as_ref().expect("a response"));
    let first = handler(&case.policy.first);
    let tag = first.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("etag")).expect("an entity tag");
    if sent.get("if-none-match") == Some(&tag.1) { handler(&case.policy.second) } else { first }
}

/// A server that reflects every origin, and whose answer may be cached for a while.
fn varying(case: &Case, sent: &SentRequest) -> SentResponse {
    let answer = SentResponse::new(200).header("Cache-Control", "max-age=3600");
    let answer = if case.policy.vary { answer.header("Vary", "Origin") } else { answer };
    sent.get("origin").into_iter().fold(answer, |answer, origin| answer.header("Access-Control-Allow-Origin", origin))
}
