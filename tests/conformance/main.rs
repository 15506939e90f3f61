//! Every policy of the conformance cases, served by every framework and judged as a browser judges it.

mod case;
mod fetch;
mod on_actix;
mod on_axum;

use std::collections::BTreeSet;

use cors_core::{Acknowledgement, Policy, PolicySpec, Rule};
use cors_tests::driver::Driver;
use http::Request;

use crate::{
    case::{Case, Handler, Step, cases},
    fetch::{Answer, Blocked, Outcome},
};

/// What serves one case: under a path of its own, for any method.
#[derive(Clone)]
pub(crate) struct Endpoint {
    pub(crate) path: String,
    /// `None`: no CORS at all.
    pub(crate) policy: Option<&'static Policy>,
    pub(crate) handler: Handler,
}

/// The header in which handlers say which method has reached them.
pub(crate) const METHOD_SEEN: &str = "x-method-seen";

/// The case's policy. The risks that it takes are accepted on the record: the cases speak of browsers, not of wisdom.
fn valid(case: &Case, mut spec: PolicySpec) -> &'static Policy {
    if let Err(issues) = spec.validate() {
        let rules: BTreeSet<Rule> = issues.into_iter().map(|issue| issue.kind.rule()).collect();
        spec.acknowledgements.extend(
            rules
                .into_iter()
                .filter(|rule| rule.is_acknowledgeable())
                .map(|rule| Acknowledgement { rule: rule.name().to_owned(), reason: "a conformance case".to_owned() }),
        );
    }
    spec.validate().unwrap_or_else(|issues| panic!("{}: {issues}", case.id)).leak(&case.id)
}

/// The cases that a server has a say in. What does not compile is served by nobody, and what the browser refuses before it sends
/// anything is not for a server to judge.
fn served(cases: &[Case]) -> impl Iterator<Item = &Case> {
    let of_the_browser = |case: &Case| case.expect.blocked_at.as_deref().is_some_and(|at| at.starts_with("client"));
    typed(cases).filter(move |case| case.compile_time.is_none() && !of_the_browser(case))
}

fn typed(cases: &[Case]) -> impl Iterator<Item = &Case> {
    cases.iter().filter(|case| case.policy.form == "typed")
}

fn path(case: &Case) -> String {
    format!("/{}", case.id)
}

fn endpoint(case: &Case) -> Endpoint {
    Endpoint {
        path: path(case),
        policy: case.policy.spec().map(|spec| valid(case, spec)),
        handler: case.policy.handler.clone().unwrap_or_default(),
    }
}

async fn send(app: &impl Driver, path: &str, method: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        // Characters that the HTTP parser refuses before anything else sees them: the model alone speaks of these.
        if http::HeaderValue::from_str(value).is_ok() {
            request = request.header(*name, *value);
        }
    }
    Answer::of(&app.send(request.body("").expect("a request")).await)
}

/// What a browser makes of one step.
async fn browse(app: &impl Driver, case: &Case, step: &Step) -> Outcome {
    let origin = case.origin_header();
    let origin = origin.as_deref().map(|origin| ("origin", origin));
    let credentials = step.credentials == "include";
    let page = case.serialised_origin();
    if step.preflight {
        let names = step.unsafe_headers.join(",");
        let names = (!names.is_empty()).then_some(("access-control-request-headers", names.as_str()));
        let method = ("access-control-request-method", step.method.as_str());
        let headers: Vec<_> = origin.into_iter().chain([method]).chain(names).collect();
        let answer = send(app, &path(case), "OPTIONS", &headers).await;
        if let Err(blocked) = fetch::preflight(&answer, &page, &step.method, &step.unsafe_headers, credentials) {
            return Outcome::Blocked(blocked);
        }
    }
    let own = step.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let headers: Vec<_> = origin.into_iter().chain(own).collect();
    let answer = send(app, &path(case), &step.method, &headers).await;
    if case.needs_no_permission() {
        return Outcome::Readable(answer);
    }
    match fetch::cors_check(&answer, &page, credentials) {
        Ok(()) => Outcome::Readable(answer),
        Err(check) => Outcome::Blocked(Blocked::Response(check)),
    }
}

async fn every_case_is_judged_as_the_standard_says(app: &impl Driver) {
    for case in served(&cases()) {
        for step in case.steps() {
            let outcome = browse(app, case, &step).await;
            case.check(&step, &outcome);
        }
    }
}

#[tokio::test]
async fn on_axum() {
    let endpoints = served(&cases()).map(endpoint).collect();
    every_case_is_judged_as_the_standard_says(&on_axum::serve(endpoints).await).await;
}

#[tokio::test]
async fn on_actix() {
    let endpoints = served(&cases()).map(endpoint).collect();
    every_case_is_judged_as_the_standard_says(&on_actix::serve(endpoints)).await;
}

#[test]
fn what_the_standard_has_no_answer_to_does_not_compile() {
    for case in typed(&cases()).filter(|case| case.compile_time.is_some()) {
        let issues = case.policy.spec().expect("a policy").validate();
        assert!(issues.is_err(), "{}: does not compile", case.id);
    }
}

#[test]
fn hardly_any_case_is_passed_over() {
    let cases = cases();
    let judged = served(&cases).count() + typed(&cases).filter(|case| case.compile_time.is_some()).count();
    println!("{judged} policies judged");
    assert!(judged >= 180, "only {judged} policies were judged");
}
