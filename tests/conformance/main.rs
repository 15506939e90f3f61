//! Every policy of the conformance cases, served by a router and judged as a browser judges it.

mod case;
mod fetch;

use std::collections::BTreeSet;

use axum::{Router, body::Body, extract::State, response::IntoResponse};
use cors_axum::{CorsMethodRouter, CorsRouter};
use cors_core::{Acknowledgement, PolicySpec, Rule, ValidSpec};
use http::{HeaderMap, Method, Request, StatusCode};
use tower::ServiceExt;

use crate::{
    case::{Case, Handler, Step, cases},
    fetch::{Answer, Blocked, Outcome},
};

/// A router that serves the case's policy for the methods that it names, and for those that every browser allows.
fn server(case: &Case) -> Router {
    let handler = case.policy.handler.clone().unwrap_or_default();
    async fn serve(State(handler): State<Handler>, method: Method) -> impl IntoResponse {
        let mut headers = HeaderMap::new();
        for (name, value) in &handler.headers {
            headers.append(name.parse::<http::HeaderName>().expect("a name"), value.parse().expect("a value"));
        }
        headers.append("x-method-seen", method.as_str().parse().expect("a method"));
        (StatusCode::from_u16(handler.status).expect("a status"), headers)
    }
    let app = match case.policy.spec() {
        None => CorsRouter::new().route_without_cors("/", axum::routing::any(serve)),
        Some(spec) => {
            let policy = valid(case, spec).leak(&case.id);
            CorsRouter::new().route("/", CorsMethodRouter::new().__any(policy, serve))
        }
    };
    app.with_state(handler).into_router()
}

/// The case's policy. The risks that it takes are accepted on the record: the cases speak of browsers, not of wisdom.
fn valid(case: &Case, mut spec: PolicySpec) -> ValidSpec {
    if let Err(issues) = spec.validate() {
        let rules: BTreeSet<Rule> = issues.into_iter().map(|issue| issue.kind.rule()).collect();
        spec.acknowledgements.extend(
            rules
                .into_iter()
                .filter(|rule| rule.is_acknowledgeable())
                .map(|rule| Acknowledgement { rule: rule.name().to_owned(), reason: "a conformance case".to_owned() }),
        );
    }
    spec.validate().unwrap_or_else(|issues| panic!("{}: {issues}", case.id))
}

async fn send(app: &Router, method: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri("/");
    for (name, value) in headers {
        // Characters that the HTTP parser refuses before anything else sees them: the model alone speaks of these.
        if http::HeaderValue::from_str(value).is_ok() {
            request = request.header(*name, *value);
        }
    }
    let response = app.clone().oneshot(request.body(Body::empty()).expect("a request")).await.expect("infallible");
    Answer::of(&response)
}

/// What a browser makes of one step.
async fn browse(app: &Router, case: &Case, step: &Step) -> Outcome {
    let origin = case.origin_header();
    let origin = origin.as_deref().map(|origin| ("origin", origin));
    let credentials = step.credentials == "include";
    let page = case.serialised_origin();
    if step.preflight {
        let names = step.unsafe_headers.join(",");
        let names = (!names.is_empty()).then_some(("access-control-request-headers", names.as_str()));
        let method = ("access-control-request-method", step.method.as_str());
        let headers: Vec<_> = origin.into_iter().chain([method]).chain(names).collect();
        let answer = send(app, "OPTIONS", &headers).await;
        if let Err(blocked) = fetch::preflight(&answer, &page, &step.method, &step.unsafe_headers, credentials) {
            return Outcome::Blocked(blocked);
        }
    }
    let own = step.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let headers: Vec<_> = origin.into_iter().chain(own).collect();
    let answer = send(app, &step.method, &headers).await;
    if case.needs_no_permission() {
        return Outcome::Readable(answer);
    }
    match fetch::cors_check(&answer, &page, credentials) {
        Ok(()) => Outcome::Readable(answer),
        Err(check) => Outcome::Blocked(Blocked::Response(check)),
    }
}

#[tokio::test]
async fn every_policy_is_judged_as_the_standard_says() {
    let mut judged = 0;
    for case in cases().iter().filter(|case| case.policy.form == "typed") {
        if case.compile_time.is_some() {
            let issues = case.policy.spec().expect("a policy").validate();
            assert!(issues.is_err(), "{}: does not compile", case.id);
            judged += 1;
            continue;
        }
        // What the browser refuses before it sends anything is not for a server to judge.
        if case.expect.blocked_at.as_deref().is_some_and(|at| at.starts_with("client")) {
            continue;
        }
        let app = server(case);
        for step in case.steps() {
            let outcome = browse(&app, case, &step).await;
            case.check(&step, &outcome);
        }
        judged += 1;
    }
    println!("{judged} policies judged");
    assert!(judged >= 180, "only {judged} policies were judged");
}
