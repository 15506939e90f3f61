//! Compares what happened with what the standard says.

use std::collections::BTreeMap;

use cors_browser::{Blocked, Exchange, Explanation, Outcome, Section, SentRequest, SentResponse, Stage};

use crate::{blocked, case::Case, step::Step};

/// What the browser asks, whatever it is answered. `preflight_sent`: whether it asks beforehand.
pub(crate) fn asked(case: &Case, step: &Step, preflight_sent: bool, explanation: &Explanation) {
    let id = &case.id;
    let preflight = explanation.preflight().map(|exchange| &exchange.request);
    let actual = explanation.actual().map(|exchange| &exchange.request);
    assert_eq!(preflight.is_some(), preflight_sent, "{id}: preflight\n{explanation}");
    if let Some(preflight) = preflight {
        assert_eq!(preflight.method, "OPTIONS", "{id}");
        assert_eq!(preflight.get("access-control-request-method"), Some(step.acrm.as_str()), "{id}\n{explanation}");
        assert_eq!(preflight.get("access-control-request-headers"), step.acrh.as_deref(), "{id}\n{explanation}");
        assert!(!preflight.credentials, "{id}: {:?}", case.expect.cookie_preflight);
    }
    if case.expect.blocked_at.as_deref().is_some_and(|at| at.starts_with("client") && !at.contains("redirect")) {
        assert_eq!((preflight, actual), (None, None), "{id}: nothing is sent");
        assert!(matches!(explanation.outcome(), Outcome::Blocked(Blocked { stage: Stage::BeforeSending, .. })), "{id}");
    }
    for sent in preflight.into_iter().chain(actual) {
        origin(case, sent);
    }
}

fn origin(case: &Case, sent: &SentRequest) {
    let id = &case.id;
    let origin = sent.get("origin");
    match &case.expect.origin {
        Some(expected) => assert_eq!(origin, expected.as_deref(), "{id}: origin"),
        None => assert!(origin.is_none_or(|origin| origin == case.serialised_origin()), "{id}: origin {origin:?}"),
    }
}

/// What the browser makes of the answers.
pub(crate) fn answered(case: &Case, step: &Step, explanation: &Explanation) {
    let (id, expect) = (&case.id, &case.expect);
    if let Outcome::Blocked(blocked) = explanation.outcome() {
        assert_eq!(step.outcome, "blocked", "{id}\n{explanation}");
        if case.request.sequence.is_empty() {
            assert_eq!(explanation.actual().is_some(), expect.actual_sent, "{id}: sent\n{explanation}");
        }
        if step.is_last {
            blocked::check(case, blocked, explanation);
            last_hop(case, explanation);
        }
        return;
    }
    let exposed = match (explanation.outcome(), step.outcome.as_str()) {
        (Outcome::Readable(exposed), "allowed" | "sent") => Some(exposed),
        (Outcome::Opaque, "opaque" | "sent") | (Outcome::OpaqueRedirect, "opaqueredirect") => None,
        _ => panic!("{id}: not {}\n{explanation}", step.outcome),
    };
    let exchange = explanation.actual().unwrap_or_else(|| panic!("{id}: sent"));
    if let Some(expected) = expect.cookie_actual {
        assert_eq!(exchange.request.credentials, expected, "{id}: cookie");
    }
    if !step.is_last {
        return;
    }
    assert!(expect.actual_sent, "{id}: sent");
    last_hop(case, explanation);
    response_type(case, explanation);
    let answer = explanation.response().unwrap_or_else(|| panic!("{id}: a response"));
    if let Some(status) = expect.status {
        assert_eq!(answer.status, status, "{id}");
    }
    for (name, expected) in [
        ("access-control-allow-origin", &expect.acao_seen),
        ("access-control-allow-credentials", &expect.acac_seen),
        ("x-method-seen", &expect.method_seen),
    ] {
        if expected.is_some() {
            assert_eq!(get(answer, name), *expected, "{id}: {name}");
        }
    }
    let visible = |name: &str| exposed.is_some_and(|exposed| exposed.covers(name));
    for (name, value) in &expect.readable {
        assert!(visible(name), "{id}: {name} can be read\n{explanation}");
        assert_eq!(get(answer, name).as_ref(), Some(value), "{id}: {name}");
    }
    for name in &expect.unreadable {
        assert!(!visible(name), "{id}: {name} cannot be read\n{explanation}");
    }
}

/// What is sent where the redirects have led.
fn last_hop(case: &Case, explanation: &Explanation) {
    let (id, expect) = (&case.id, &case.expect);
    let last = explanation.hops().last().unwrap_or_else(|| panic!("{id}: a hop"));
    if let Some(expected) = expect.preflight_final {
        assert_eq!(last.preflight.is_some(), expected, "{id}: the last preflight\n{explanation}");
    }
    if let Some(expected) = &expect.origin_final {
        assert_eq!(explanation.hops().len(), case.policy.hops.len(), "{id}: hops\n{explanation}");
        for exchange in last.preflight.iter().chain(&last.actual) {
            assert_eq!(exchange.request.get("origin"), Some(expected.as_str()), "{id}: the last origin");
        }
        assert!(last.actual.is_some(), "{id}: sent to the last hop");
    }
}

/// Fetch, "response type": the section that says what the page sees.
fn response_type(case: &Case, explanation: &Explanation) {
    let expected = match case.expect.response_type.as_deref() {
        None => return,
        Some("basic") => Section::BasicFilteredResponse,
        Some("cors") => Section::CorsFilteredResponse,
        Some("opaque") => Section::OpaqueFilteredResponse,
        Some("opaqueredirect") => Section::OpaqueRedirectFilteredResponse,
        Some(other) => panic!("{}: response type {other}", case.id),
    };
    assert_eq!(explanation.steps().last().map(|step| step.section), Some(expected), "{}\n{explanation}", case.id);
}

/// What is served is what is explained.
pub(crate) fn alike(case: &Case, served: &Explanation, explained: &Explanation) {
    let id = &case.id;
    assert_eq!(served.outcome(), explained.outcome(), "{id}\n{served}\n{explained}");
    for (served, explained) in [(served.preflight(), explained.preflight()), (served.actual(), explained.actual())] {
        let request = |exchange: Option<&Exchange>| exchange.map(|exchange| exchange.request.clone());
        let answer = |exchange: Option<&Exchange>| exchange.map(|exchange| of_cors(case, &exchange.response));
        assert_eq!(request(served), request(explained), "{id}");
        assert_eq!(answer(served), answer(explained), "{id}");
    }
    let status = |explanation: &Explanation| explanation.preflight().map(|exchange| exchange.response.status);
    assert_eq!(status(served), status(explained), "{id}");
}

/// The headers that CORS is about. What else a handler sends is its own, and so is a `Vary` of its own.
fn of_cors(case: &Case, answer: &SentResponse) -> BTreeMap<String, String> {
    let mut own = case.policy.handler.iter().flat_map(|handler| &handler.headers);
    let varies = own.any(|(name, _)| name.eq_ignore_ascii_case("vary"));
    let named = answer.headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.clone()));
    named.filter(|(name, _)| name == "vary" && !varies || name.starts_with("access-control-")).collect()
}

fn get(answer: &SentResponse, name: &str) -> Option<String> {
    let named = answer.headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
    let lines: Vec<&str> = named.map(|(_, value)| value.as_str()).collect();
    (!lines.is_empty()).then(|| lines.join(", "))
}
