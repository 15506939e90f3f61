//! The probe in front of applications of this library, with and without a faulty hop between them.
//!
//! A hop is a layer around the finished router: it changes requests and answers as proxies do. Real proxies are in `tests/proxies`.

use std::{
    collections::{BTreeSet, HashMap},
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Redirect, Response},
    routing::MethodFilter,
};
use cors_audit::Fault;
use cors_axum::{__private as cors, CorsMethodRouter, CorsRouter};
use cors_core::{Acknowledgement, Enforcement, MaxAgeSpec, Policy, PolicySpec};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestRunner},
};
use tokio::{net::TcpListener, runtime::Runtime};

const APP: &str = "https://app.example.com";

/// A hop between the client and the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hop {
    /// Nothing is changed.
    Faithful,
    AddsOrigin(&'static str),
    EchoesOriginWithCredentials,
    AnswersPreflights,
    RemovesVary,
    RemovesHeader(&'static str),
    RemovesOrigin,
    /// In front of actix-web, which answers `OPTIONS` without a handler by 404.
    RemovesOriginBeforeActix,
    ChangesHost,
    Authenticates,
    /// As it should: `OPTIONS` passes.
    AuthenticatesAllButPreflights,
    Redirects,
    Refuses405,
    IgnoresVary,
    FailsToConnect,
    Exposes,
    ChangesMaxAge,
    AllowsMore,
    Misses,
    /// As gzip does.
    AddsVary,
}

#[derive(Clone)]
struct Proxy {
    hop: Hop,
    stored: Arc<Mutex<HashMap<String, (StatusCode, axum::http::HeaderMap)>>>,
}

async fn pass(State(proxy): State<Proxy>, mut request: Request, next: Next) -> Response {
    let is_preflight = request.method() == Method::OPTIONS;
    let origin = request.headers().get(header::ORIGIN).cloned();
    match proxy.hop {
        Hop::RemovesOrigin | Hop::RemovesOriginBeforeActix => drop(request.headers_mut().remove(header::ORIGIN)),
        Hop::ChangesHost => drop(request.headers_mut().insert(header::HOST, HeaderValue::from_static("upstream"))),
        Hop::AnswersPreflights if is_preflight => {
            let headers = [
                ("access-control-allow-origin", APP),
                ("access-control-allow-methods", "GET, POST"),
                ("access-control-allow-headers", "content-type"),
                ("server", "hop/1"),
            ];
            return (StatusCode::NO_CONTENT, headers).into_response();
        }
        Hop::AuthenticatesAllButPreflights if is_preflight => {}
        Hop::Authenticates | Hop::AuthenticatesAllButPreflights => {
            return (StatusCode::UNAUTHORIZED, [("www-authenticate", "Basic")]).into_response();
        }
        Hop::Redirects => return Redirect::permanent("https://elsewhere.example/").into_response(),
        Hop::Refuses405 if is_preflight => return StatusCode::METHOD_NOT_ALLOWED.into_response(),
        Hop::FailsToConnect => return StatusCode::BAD_GATEWAY.into_response(),
        Hop::Misses => return StatusCode::NOT_FOUND.into_response(),
        Hop::IgnoresVary if request.method() == Method::GET => {
            let key = request.uri().to_string();
            if let Some((status, headers)) = proxy.stored.lock().unwrap().get(&key).cloned() {
                let mut stored = (status, Body::empty()).into_response();
                *stored.headers_mut() = headers;
                return stored;
            }
            let response = next.run(request).await;
            let kept = (response.status(), response.headers().clone());
            proxy.stored.lock().unwrap().insert(key, kept);
            return response;
        }
        _ => {}
    }
    let mut response = next.run(request).await;
    let is_granted = is_preflight && response.status().is_success();
    if proxy.hop == Hop::RemovesOriginBeforeActix && response.status() == StatusCode::METHOD_NOT_ALLOWED {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    let headers = response.headers_mut();
    match proxy.hop {
        Hop::AddsOrigin(value) => {
            headers.append("access-control-allow-origin", HeaderValue::from_static(value));
        }
        Hop::EchoesOriginWithCredentials => {
            if let Some(origin) = origin {
                headers.insert("access-control-allow-origin", origin);
                headers.insert("access-control-allow-credentials", HeaderValue::from_static("true"));
            }
        }
        Hop::RemovesVary => drop(headers.remove(header::VARY)),
        Hop::RemovesHeader(name) => drop(headers.remove(HeaderName::from_static(name))),
        Hop::Exposes => drop(headers.insert("access-control-expose-headers", HeaderValue::from_static("x-secret"))),
        Hop::ChangesMaxAge if is_preflight => {
            headers.insert("access-control-max-age", HeaderValue::from_static("86399"));
        }
        Hop::AllowsMore if is_granted => {
            headers.insert("access-control-allow-methods", HeaderValue::from_static("GET, POST, PURGE"));
        }
        Hop::AddsVary => {
            headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
            headers.append("server", HeaderValue::from_static("hop/1"));
        }
        _ => {}
    }
    response
}

/// The routes of an application: for each path its methods (`None`: any other), each with a policy or none.
type Routes = Vec<Vec<(Option<Method>, Option<&'static Policy>)>>;

fn router(routes: &Routes) -> CorsRouter {
    let mut router = CorsRouter::new();
    for (at, path) in routes.iter().enumerate() {
        let pattern = format!("/p{at}");
        let mut handlers: CorsMethodRouter = CorsMethodRouter::new();
        let mut without = axum::routing::MethodRouter::new();
        let (mut has_policy, mut has_none) = (false, false);
        for (method, policy) in path {
            let filter = method.clone().map(|method| MethodFilter::try_from(method).unwrap());
            (has_policy, has_none) = (has_policy || policy.is_some(), has_none || policy.is_none());
            match (policy, filter) {
                (Some(policy), Some(filter)) => {
                    handlers = cors::on_policy(handlers, filter, policy, || async { "ok" });
                }
                (Some(policy), None) => handlers = cors::any_policy(handlers, policy, || async { "ok" }),
                (None, Some(filter)) => without = without.on(filter, || async { "ok" }),
                (None, None) => without = without.fallback(|| async { "ok" }),
            }
        }
        if has_policy {
            router = router.route(&pattern, handlers);
        }
        if has_none {
            router = router.route_without_cors(&pattern, without);
        }
    }
    router
}

/// Probes an application behind a hop; returns the faults.
fn probe(runtime: &Runtime, routes: &Routes, hop: Hop) -> (BTreeSet<String>, serde_json::Value) {
    let inventory = serde_json::to_string(&router(routes).inventory()).unwrap();
    let file = std::env::temp_dir().join(format!("cors-audit-{}-{:p}.json", std::process::id(), routes));
    std::fs::write(&file, inventory).unwrap();
    let proxy = Proxy { hop, stored: Arc::default() };
    let app: Router = router(routes).into_router().layer(from_fn_with_state(proxy, pass));
    let address: SocketAddr = runtime.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, app).await });
        address
    });
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let target = format!("http://{address}");
    let arguments = ["cors-audit", "probe", file.to_str().unwrap(), &target, "--format", "json"];
    let code = cors_audit::run(arguments.map(Into::into), &mut out, &mut err);
    std::fs::remove_file(&file).unwrap();
    let report: serde_json::Value = serde_json::from_slice(&out).unwrap_or_else(|_| {
        panic!("{}{}", String::from_utf8_lossy(&out), String::from_utf8_lossy(&err));
    });
    let findings = report["findings"].as_array().unwrap();
    let faults = findings.iter().map(|finding| finding["fault"].as_str().unwrap().to_owned()).collect();
    assert_eq!(code, u8::from(!findings.is_empty()));
    (faults, report)
}

fn policy(spec: &PolicySpec) -> &'static Policy {
    spec.validate().expect("a valid policy").leak("Test")
}

fn list(list: &[&str]) -> Option<Vec<String>> {
    Some(list.iter().map(ToString::to_string).collect())
}

/// Policies of every kind.
fn policies() -> Vec<&'static Policy> {
    let plain = PolicySpec { origins: list(&[APP]), ..PolicySpec::default() };
    let accepted = vec![Acknowledgement { rule: "insecure_origin".to_owned(), reason: "a test".to_owned() }];
    let any_headers = list(&["*", "authorization"]);
    [
        PolicySpec { allow_headers: list(&["content-type"]), expose_headers: list(&["x-total"]), ..plain.clone() },
        PolicySpec { origins: list(&["*"]), allow_headers: any_headers, ..PolicySpec::default() },
        PolicySpec { origins: list(&["*"]), expose_headers: list(&["*"]), ..PolicySpec::default() },
        PolicySpec { same_origin: true, ..PolicySpec::default() },
        PolicySpec { same_origin: true, enforce: Some(Enforcement::Refuse), ..PolicySpec::default() },
        PolicySpec { credentials: true, max_age: Some(MaxAgeSpec::Seconds(60)), ..plain.clone() },
        PolicySpec { credentials: true, enforce: Some(Enforcement::Refuse), ..plain.clone() },
        PolicySpec { enforce: Some(Enforcement::Report), ..plain.clone() },
        PolicySpec { hosts: list(&["127.0.0.1:*"]), enforce: Some(Enforcement::Refuse), ..plain.clone() },
        PolicySpec { hosts: list(&["elsewhere.example"]), ..plain },
        PolicySpec {
            origins: list(&["http://intranet.example:8080", "https://*.partner.example", "https://127.0.0.1:*"]),
            credentials: true,
            acknowledgements: accepted,
            ..PolicySpec::default()
        },
        PolicySpec { origins: list(&["tauri://localhost", "https://[::1]"]), ..PolicySpec::default() },
    ]
    .iter()
    .map(|spec| policy(&spec_with_risks(spec)))
    .collect()
}

/// Accepts the risks of a policy.
fn spec_with_risks(spec: &PolicySpec) -> PolicySpec {
    let mut spec = spec.clone();
    for issue in spec.validate().err().iter().flat_map(|issues| issues.as_slice().to_vec()) {
        let rule = issue.kind.rule().name().to_owned();
        if spec.acknowledgements.iter().all(|accepted| accepted.rule != rule) {
            spec.acknowledgements.push(Acknowledgement { rule, reason: "a test".to_owned() });
        }
    }
    spec
}

/// An application that has a path for each hop to spoil.
fn every_kind() -> Routes {
    let kinds = policies();
    let mut routes: Routes = kinds.iter().map(|policy| vec![(Some(Method::GET), Some(*policy))]).collect();
    routes.push(vec![
        (Some(Method::GET), Some(kinds[0])),
        (Some(Method::POST), Some(kinds[5])),
        (Some(Method::DELETE), None),
    ]);
    routes.push(vec![(Some(Method::PUT), Some(kinds[0])), (Some(Method::DELETE), Some(kinds[0]))]);
    routes.push(vec![(Some(Method::GET), None)]);
    routes
}

/// For each hop the faults that have to be found, and those that may be found as well because they follow.
fn table() -> Vec<(Hop, &'static [Fault], &'static [Fault])> {
    use Fault::*;
    vec![
        (Hop::Faithful, &[], &[]),
        (Hop::AddsVary, &[], &[]),
        (Hop::AuthenticatesAllButPreflights, &[], &[]),
        (Hop::AddsOrigin("*"), &[DoubledHeader, StrangerAllowed, ForeignHeader], &[]),
        (Hop::AddsOrigin(APP), &[DoubledHeader, ForeignHeader, StrangerAllowed], &[]),
        (Hop::EchoesOriginWithCredentials, &[StrangerAllowed, CredentialsAllowed], &[ForeignHeader]),
        (Hop::AnswersPreflights, &[PreflightAnsweredByHop], &[MoreAllowed, StrangerAllowed]),
        (Hop::RemovesVary, &[VaryRemoved], &[PreflightAnsweredByHop]),
        (Hop::RemovesHeader("access-control-allow-origin"), &[HeaderRemoved], &[ForeignHeader]),
        (Hop::RemovesHeader("access-control-allow-credentials"), &[HeaderRemoved], &[]),
        (Hop::RemovesHeader("access-control-expose-headers"), &[HeaderRemoved], &[]),
        (Hop::RemovesHeader("access-control-allow-methods"), &[PolicyDiffers], &[]),
        (Hop::RemovesHeader("access-control-max-age"), &[MaxAgeDiffers], &[]),
        (Hop::RemovesOrigin, &[OriginRemoved], &[]),
        (Hop::RemovesOriginBeforeActix, &[OriginRemoved], &[]),
        (Hop::ChangesHost, &[HostChanged], &[HeaderRemoved, PolicyDiffers]),
        (Hop::Authenticates, &[AuthenticationBeforePreflight], &[]),
        (Hop::Redirects, &[Redirected], &[]),
        (Hop::Refuses405, &[PreflightNotPassedOn], &[]),
        (Hop::IgnoresVary, &[CachedForOtherOrigin], &[]),
        (Hop::FailsToConnect, &[ProxyError], &[]),
        (Hop::Exposes, &[MoreExposed], &[HeaderRemoved, ForeignHeader]),
        (Hop::ChangesMaxAge, &[MaxAgeDiffers], &[ForeignHeader]),
        (Hop::AllowsMore, &[MoreAllowed], &[PolicyDiffers]),
        (Hop::Misses, &[RouteMissing], &[]),
    ]
}

#[test]
fn every_faulty_hop_is_found_and_no_other_fault_is_named() {
    let runtime = Runtime::new().unwrap();
    let routes = every_kind();
    let mut wrong = Vec::new();
    for (hop, expected, allowed) in table() {
        let (faults, report) = probe(&runtime, &routes, hop);
        let lacking: Vec<_> = expected.iter().filter(|fault| !faults.contains(fault.name())).collect();
        let known: Vec<&str> = expected.iter().chain(allowed).map(|fault| fault.name()).collect();
        let surplus: Vec<_> = faults.iter().filter(|fault| !known.contains(&fault.as_str())).collect();
        if !lacking.is_empty() || !surplus.is_empty() {
            let shown = report["findings"].as_array().unwrap().iter();
            let shown: Vec<_> =
                shown.filter(|finding| surplus.iter().any(|fault| finding["fault"] == ***fault)).collect();
            wrong.push(format!(
                "{hop:?} lacks {lacking:?}, has {surplus:?}: {}",
                serde_json::to_string_pretty(&shown).unwrap()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn answers_of_another_authentication_are_not_judged() {
    let runtime = Runtime::new().unwrap();
    let (_, report) = probe(&runtime, &every_kind(), Hop::AuthenticatesAllButPreflights);
    let notes = report["notes"].as_array().unwrap();
    assert!(notes.iter().any(|note| note.as_str().unwrap().contains("only their preflights were judged")), "{notes:?}");
}

#[test]
fn no_application_is_accused_without_a_faulty_hop() {
    let runtime = Runtime::new().unwrap();
    let kinds = policies();
    let methods = [Method::GET, Method::POST, Method::PUT, Method::DELETE, Method::HEAD, Method::PATCH];
    let methods: Vec<_> = methods.into_iter().map(Some).chain([None]).collect();
    let path = proptest::sample::subsequence(methods, 1..4).prop_flat_map(move |methods| {
        let policy = prop_oneof![1 => Just(None), 5 => proptest::sample::select(kinds.clone()).prop_map(Some)];
        (Just(methods), vec(policy, 3)).prop_map(|(methods, policies)| methods.into_iter().zip(policies).collect())
    });
    let mut runner = TestRunner::new(Config { cases: cases(), failure_persistence: None, ..Config::default() });
    let checked = runner.run(&vec(path, 1..5), |routes: Routes| {
        let (faults, report) = probe(&runtime, &routes, Hop::Faithful);
        prop_assert!(faults.is_empty(), "{}", serde_json::to_string_pretty(&report["findings"]).unwrap());
        Ok(())
    });
    if let Err(error) = checked {
        panic!("{error}");
    }
}

/// `CORS_AUDIT_CASES=1000` looks longer.
fn cases() -> u32 {
    std::env::var("CORS_AUDIT_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(40)
}
