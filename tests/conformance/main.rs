//! Every policy of the conformance cases, served by every framework and judged as a browser judges it.

mod case;
mod fetch;
mod judge;
mod mutants;
mod on_actix;
mod on_axum;

use std::collections::BTreeSet;

use cors_core::{
    Acknowledgement, Mounted, PathPolicies, Policy, PolicySpec, Rule,
    browser::{self, SentRequest, SentResponse},
};
use cors_tests::driver::Driver;
use http::Request;

use crate::case::{Case, Handler, cases};

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

async fn send(app: &impl Driver, path: &str, sent: &SentRequest) -> SentResponse {
    let mut request = Request::builder().method(sent.method.as_str()).uri(path);
    for (name, value) in &sent.headers {
        // Characters that the HTTP parser refuses before anything else sees them: the model alone speaks of these.
        if http::HeaderValue::from_str(value).is_ok() {
            request = request.header(name, value);
        }
    }
    fetch::answer(&app.send(request.body("").expect("a request")).await)
}

async fn every_case_is_judged_as_the_standard_says(app: &impl Driver) {
    for case in served(&cases()) {
        for step in case.steps() {
            let explanation = fetch::fetch(&step.request, async |sent| send(app, &path(case), sent).await).await;
            judge::asked(case, &step, &explanation);
            judge::answered(case, &step, &explanation);
            if let Some(policy) = endpoint(case).policy {
                let mut path_policies = PathPolicies::new();
                path_policies.mount(Mounted::Any, policy);
                judge::alike(case, &explanation, &path_policies.explain(&step.request));
            }
        }
    }
}

/// What a literal server answers: the cases that judge the browser, and not a server.
fn literal(handler: &Handler) -> SentResponse {
    let response = SentResponse::new(handler.status);
    handler.headers.iter().fold(response, |response, (name, value)| response.header(name, value))
}

#[test]
fn the_browser_is_as_the_standard_says() {
    let cases = cases();
    let raw: Vec<&Case> = cases.iter().filter(|case| case.policy.form == "raw").collect();
    assert_eq!(raw.len(), 153);
    for case in raw {
        for step in case.steps() {
            let explanation = browser::fetch(&step.request, |sent| {
                let preflight = sent.get("access-control-request-method").is_some();
                let handler = if preflight { &case.policy.preflight } else { &case.policy.response };
                literal(handler.as_ref().unwrap_or_else(|| panic!("{}: not asked for", case.id)))
            });
            judge::asked(case, &step, &explanation);
            judge::answered(case, &step, &explanation);
        }
    }
}

#[test]
fn the_browser_asks_what_the_standard_says() {
    for case in cases().iter().filter(|case| case.request.api != "websocket") {
        for step in case.steps() {
            let explanation = browser::fetch(&step.request, |_| SentResponse::new(404));
            judge::asked(case, &step, &explanation);
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
