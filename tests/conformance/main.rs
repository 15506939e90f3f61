//! Every conformance case, judged by a model of a browser: literal servers, and policies on both frameworks.

mod blocked;
mod case;
mod exceptions;
mod fetch;
mod in_browsers;
mod judge;
mod mutants;
mod on_actix;
mod on_axum;
mod servers;
mod step;

use std::collections::{BTreeMap, BTreeSet};

use cors_browser::{Browser, Engine, Explain, SentRequest, SentResponse};
use cors_core::{Acknowledgement, Mounted, PathPolicies, Policy, PolicySpec, Rule};
use cors_tests::driver::Driver;
use http::{HeaderValue, Request};

use crate::{
    case::{Case, Handler, cases},
    exceptions::{EXCEPTIONS, Kind, is_exception},
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

/// The cases that a server takes part in: those that compile, and in which the browser sends a request.
fn served(cases: &[Case]) -> impl Iterator<Item = &Case> {
    typed(cases).filter(|case| case.compile_time.is_none() && !is_exception(case, Kind::NothingIsSent))
}

fn typed(cases: &[Case]) -> impl Iterator<Item = &Case> {
    cases.iter().filter(|case| case.policy.form == "typed")
}

/// The cases that say themselves what is answered.
fn literal(cases: &[Case]) -> impl Iterator<Item = &Case> {
    cases.iter().filter(|case| case.policy.form != "typed")
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

/// The browsers that send the requests of a case in turn: as the standard has it, and as engines have their caches.
fn browsers(case: &Case) -> impl Iterator<Item = Browser> {
    let standard = (!is_exception(case, Kind::AsEnginesDo)).then(Browser::new);
    let engines = [Engine::Chromium, Engine::Firefox, Engine::WebKit].map(Browser::like);
    standard.into_iter().chain(engines)
}

async fn send(app: &impl Driver, path: &str, sent: &SentRequest) -> SentResponse {
    let mut request = Request::builder().method(sent.method.as_str()).uri(path);
    for (name, value) in &sent.headers {
        // Characters that the HTTP parser refuses before anything else sees them: the model alone speaks of these.
        if HeaderValue::from_str(value).is_ok() {
            request = request.header(name, value);
        }
    }
    fetch::answer(&app.send(request.body("").expect("a request")).await)
}

async fn every_case_is_judged_as_the_standard_says(app: &impl Driver) {
    for case in served(&cases()) {
        let path = path(case);
        for step in case.steps() {
            let mut fresh = Browser::new();
            let explanation = fetch::fetch(&mut fresh, &step.request, async |sent| send(app, &path, sent).await).await;
            judge::asked(case, &step, step.preflight, &explanation);
            judge::answered(case, &step, &explanation);
            if let Some(policy) = endpoint(case).policy {
                let mut path_policies = PathPolicies::new();
                path_policies.mount(Mounted::Any, policy);
                judge::alike(case, &explanation, &path_policies.explain(&step.request));
            }
        }
        for mut browser in browsers(case) {
            for step in case.steps() {
                browser.wait(step.delay);
                let explanation =
                    fetch::fetch(&mut browser, &step.request, async |sent| send(app, &path, sent).await).await;
                judge::asked(case, &step, step.preflight_in_turn, &explanation);
                judge::answered(case, &step, &explanation);
            }
        }
    }
}

#[test]
fn the_browser_is_as_the_standard_says() {
    let cases = cases();
    let mut forms = BTreeMap::<&str, usize>::new();
    for case in literal(&cases) {
        *forms.entry(&case.policy.form).or_default() += 1;
        for mut browser in browsers(case) {
            for step in case.steps() {
                browser.wait(step.delay);
                let explanation = browser.fetch(&step.request, |sent| servers::answer(case, sent));
                judge::asked(case, &step, step.preflight_in_turn, &explanation);
                judge::answered(case, &step, &explanation);
            }
        }
    }
    let expected = [("etag", 2), ("hops", 44), ("raw", 153), ("varytest", 1), ("websocket", 1)];
    assert_eq!(forms.into_iter().collect::<Vec<_>>(), expected);
}

/// Of requests in turn, each for itself: the browser has seen nothing yet.
#[test]
fn the_browser_is_as_the_standard_says_when_it_is_new() {
    // The second answer is for a browser that has had the first.
    for case in cases().iter().filter(|case| case.policy.form == "raw") {
        for step in case.steps() {
            let explanation = Browser::new().fetch(&step.request, |sent| servers::answer(case, sent));
            judge::asked(case, &step, step.preflight, &explanation);
            judge::answered(case, &step, &explanation);
        }
    }
}

#[test]
fn the_browser_asks_what_the_standard_says() {
    for case in &cases() {
        for step in case.steps() {
            let explanation = Browser::new().fetch(&step.request, |_| SentResponse::new(404));
            judge::asked(case, &step, step.preflight, &explanation);
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
fn no_case_is_passed_over() {
    let cases = cases();
    let does_not_compile = typed(&cases).filter(|case| case.compile_time.is_some()).count();
    let nothing_is_sent = cases.iter().filter(|case| is_exception(case, Kind::NothingIsSent)).count();
    assert_eq!((served(&cases).count(), does_not_compile, nothing_is_sent), (173, 9, 1));
    assert_eq!(literal(&cases).count() + 173 + 9 + 1, cases.len());
    assert_eq!(cases.len(), 384);
}

/// Each exception is one: run as the others are, the row would fail.
#[test]
fn no_exception_is_made_in_vain() {
    let cases = cases();
    for (id, kind, reason) in EXCEPTIONS {
        let case = cases.iter().find(|case| case.id == id).unwrap_or_else(|| panic!("{id} is no case"));
        let mut browser = Browser::new();
        let steps = case.steps();
        let mut run = |server: &dyn Fn(&SentRequest) -> SentResponse| {
            steps.iter().map(|step| browser.fetch(&step.request, server)).last().expect("a step")
        };
        let is_needed = match kind {
            Kind::NothingIsSent => {
                let explanation = run(&|_| SentResponse::new(200));
                explanation.preflight().is_none() && explanation.actual().is_none()
            }
            Kind::Unsendable => {
                let is_sendable = |(_, value): &(String, String)| HeaderValue::from_str(value).is_ok();
                !case.request.headers.iter().all(is_sendable)
            }
            Kind::Privileged => case.request.method == "PUT" && !case.expect.preflight,
            Kind::AsEnginesDo => {
                let preflight = run(&|sent| servers::answer(case, sent)).preflight().is_some();
                Some(&preflight) != case.expect.preflights.last()
            }
            Kind::OtherHop => {
                let hops = run(&|sent| servers::answer(case, sent)).hops().len();
                !case.expect.blocked_at.as_deref().unwrap_or_default().contains(&format!("(hop {hops})"))
            }
        };
        assert!(is_needed && !reason.is_empty(), "{id} is no exception: {reason}");
    }
    let unsendable = |case: &&Case| {
        case.request.headers.iter().any(|(_, value)| HeaderValue::from_str(value).is_err())
            && !is_exception(case, Kind::Unsendable)
    };
    assert_eq!(typed(&cases).find(unsendable).map(|case| &case.id), None, "another exception");
}
