//! Sources of origins that are known at run time: their proof, and the decisions that depend on it.

use std::any::TypeId;

use crate::support::{Head, Lines, Text, requested};
use cors_core::{
    __private::{Askable, PolicyParts, caught},
    Access, AllowedOrigin, Decision, Mounted, Origins, PathPolicies, Policy, PreparedPolicies, Reason,
    RequestHead as _, ResponseHeader, Source, SourceError, Verdicts,
};

const APP: &str = "https://app.example.com";
const OTHER: &str = "https://other.example";
const KIOSK: &str = "http://kiosk.example";

/// Two sources are equal if their numbers are.
struct Numbered(usize);

impl Askable for Numbered {
    fn identity(&self) -> (usize, TypeId) {
        (self.0, TypeId::of::<Self>())
    }
}

const FIRST: Source = Source::new("FIRST", || &Numbered(1));
const SECOND: Source = Source::new("crate::SECOND", || &Numbered(2));

/// Proof for any origin.
fn proof(origin: &'static str) -> Option<AllowedOrigin<'static>> {
    let found = requested(origin).find_in(&origin.to_owned());
    assert!(found.is_some(), "{origin} matches itself");
    found
}

fn policy(source: Source) -> Policy {
    parts(source).policy()
}

fn parts(source: Source) -> PolicyParts {
    PolicyParts { origins: Origins::Source(source), ..PolicyParts::SAME_ORIGIN }
}

fn with_credentials(source: Source) -> Policy {
    PolicyParts { credentials: true, ..parts(source) }.policy()
}

fn decide<'r>(path: &'r PathPolicies, head: &'r Head, verdicts: &Verdicts) -> Decision<'r> {
    path.decide(head, path.serving(head.method()), verdicts)
}

fn path(policies: &[(&str, Policy)]) -> PathPolicies {
    let mut path = PathPolicies::new();
    for (method, policy) in policies {
        path.mount(Mounted::Methods(&[method]), Box::leak(Box::new(*policy)));
    }
    path
}

fn recorded(source: Source, proof: Option<AllowedOrigin<'_>>) -> Verdicts {
    let mut verdicts = Verdicts::default();
    verdicts.record(source, proof);
    verdicts
}

/// The allowed origin, or the reason why it is denied.
fn outcome(path: &PathPolicies, head: &Head, verdicts: &Verdicts) -> Result<String, Reason> {
    let decision = decide(path, head, verdicts);
    let access = match &decision {
        Decision::Preflight(preflight) => preflight.access(),
        Decision::Forward(forward) => forward.access(),
        Decision::Refuse(_) | Decision::Leave => Access::Denied,
    };
    match access {
        Access::Any => Ok("*".to_owned()),
        Access::Origin(origin) => Ok(origin.as_str().to_owned()),
        Access::Denied => Err(path.reason(head, path.serving(head.method()), verdicts, &decision)),
    }
}

/// A faulty source may look up another origin.
#[test]
fn proof_for_another_origin_does_not_allow_the_requested_one() {
    let verdicts = recorded(FIRST, proof(OTHER));
    let enforced = path(&[("GET", policy(FIRST).enforced()), ("PUT", policy(FIRST).enforced())]);
    let with_credentials = path(&[("GET", with_credentials(FIRST)), ("PUT", policy(FIRST))]);
    for path in [&enforced, &with_credentials] {
        for method in ["GET", "HEAD", "PUT"] {
            for asking in [APP, "https://evil.test", "https://a.other.example", "https://other.example.evil.test"] {
                let denied = Err(Reason::OriginNotAllowed);
                assert_eq!(outcome(path, &Head::actual(method, asking), &verdicts), denied, "{method} {asking}");
                assert_eq!(outcome(path, &Head::preflight(method, asking), &verdicts), denied, "{method} {asking}");
            }
            // That origin itself is allowed.
            assert_eq!(outcome(path, &Head::actual(method, OTHER), &verdicts), Ok(OTHER.to_owned()));
            assert_eq!(outcome(path, &Head::preflight(method, OTHER), &verdicts), Ok(OTHER.to_owned()));
        }
    }
    let head = Head::actual("PUT", APP);
    assert!(matches!(decide(&enforced, &head, &verdicts), Decision::Refuse(_)));
}

/// Handlers of one path may belong to routers with different states: their sources are queried with them.
#[test]
fn a_source_is_another_one_with_another_state() {
    let policies = [0, 3].map(|state| parts(FIRST).with_state(state).policy());
    assert_eq!(policies.map(|policy| policy.source().map(|source| source.state())), [Some(0), Some(3)]);
    assert!(!policies[0].answers_like(&policies[1]));
    let path = path(&[("GET", policies[0]), ("PUT", policies[1])]);
    let head = |method| Head::actual(method, APP);
    let verdicts = recorded(FIRST, proof(APP));
    assert_eq!(outcome(&path, &head("GET"), &verdicts), Ok(APP.to_owned()));
    assert_eq!(outcome(&path, &head("PUT"), &verdicts), Err(Reason::SourceNotAsked));
}

#[test]
fn the_proof_of_one_source_is_not_valid_for_another() {
    let path = path(&[("GET", policy(FIRST)), ("PUT", policy(SECOND))]);
    let mut verdicts = recorded(FIRST, proof(APP));
    assert_eq!(outcome(&path, &Head::actual("GET", APP), &verdicts), Ok(APP.to_owned()));
    assert_eq!(outcome(&path, &Head::actual("PUT", APP), &verdicts), Err(Reason::SourceNotAsked));
    verdicts.record(SECOND, None);
    assert_eq!(outcome(&path, &Head::actual("PUT", APP), &verdicts), Err(Reason::OriginNotAllowed));
    assert_eq!(outcome(&path, &Head::actual("GET", APP), &verdicts), Ok(APP.to_owned()));
}

#[test]
fn a_source_that_was_not_queried_allows_no_origin() {
    let path = path(&[("GET", policy(FIRST))]);
    for head in [Head::actual("GET", APP), Head::preflight("GET", APP)] {
        assert_eq!(outcome(&path, &head, Verdicts::NONE), Err(Reason::SourceNotAsked), "{head:?}");
    }
}

#[test]
fn proof_from_an_insecure_origin_is_not_valid_with_credentials() {
    let verdicts = recorded(FIRST, proof(KIOSK));
    let without = path(&[("GET", policy(FIRST))]);
    let with = path(&[("GET", with_credentials(FIRST))]);
    for head in [Head::actual("GET", KIOSK), Head::preflight("GET", KIOSK)] {
        assert_eq!(outcome(&without, &head, &verdicts), Ok(KIOSK.to_owned()), "{head:?}");
        assert_eq!(outcome(&with, &head, &verdicts), Err(Reason::NotForCredentials), "{head:?}");
    }
}

#[test]
fn recorded_proof_is_as_valid_for_credentials_as_before() {
    for (origin, credentials) in [(KIOSK, false), (APP, true)] {
        let path = path(&[("GET", policy(FIRST))]);
        let verdicts = recorded(FIRST, proof(origin));
        let head = Head::actual("GET", origin);
        let Decision::Forward(forward) = decide(&path, &head, &verdicts) else { panic!("an actual request") };
        let Access::Origin(allowed) = forward.access() else { panic!("{forward:?}") };
        assert_eq!((allowed.as_str(), allowed.may_send_credentials()), (origin, credentials));
        assert_eq!(allowed.as_static(), None, "it is the text of the request");
    }
}

#[test]
fn sources_are_compared_by_identity_and_named_by_path() {
    let renamed = Source::new("again::FIRST", || &Numbered(1));
    assert_eq!(FIRST, renamed);
    assert_ne!(FIRST, SECOND);
    assert_eq!((FIRST.path(), renamed.path()), ("FIRST", "again::FIRST"));
    assert_eq!(format!("{SECOND:?}"), "crate::SECOND");
    assert_eq!(SECOND.get().identity(), (2, TypeId::of::<Numbered>()));
}

#[test]
fn the_error_of_a_source_displays_its_cause() {
    let error = SourceError::from("the database is away");
    assert_eq!(error.to_string(), "the database is away");
    assert_eq!(format!("{error:?}"), "\"the database is away\"");
}

#[test]
fn a_source_that_fails_allows_no_origin() {
    let path = path(&[("GET", policy(FIRST))]);
    for reason in [Reason::SourceFailed, Reason::SourceTooSlow] {
        let mut verdicts = Verdicts::default();
        verdicts.fail(FIRST, reason);
        assert_eq!(outcome(&path, &Head::actual("GET", APP), &verdicts), Err(reason));
    }
}

/// Two failures of a source, and a source that was not queried.
fn undecided() -> [Verdicts; 3] {
    let failed = |reason| {
        let mut verdicts = Verdicts::default();
        verdicts.fail(FIRST, reason);
        verdicts
    };
    [failed(Reason::SourceFailed), failed(Reason::SourceTooSlow), Verdicts::default()]
}

#[test]
fn the_order_in_which_sources_are_queried() {
    let path = path(&[("GET", policy(FIRST)), ("PUT", policy(SECOND)), ("DELETE", Policy::SAME_ORIGIN)]);
    let next = |head: &Head, verdicts: &Verdicts| path.sources(head, path.serving(head.method()), verdicts);

    // A preflight needs the source of its method, and the others only if that one denies the origin.
    let preflight = Head::preflight("GET", APP);
    assert_eq!(next(&preflight, Verdicts::NONE), [FIRST]);
    assert_eq!(next(&preflight, &recorded(FIRST, proof(APP))), []);
    assert_eq!(next(&preflight, &recorded(FIRST, None)), [SECOND]);
    let mut both = recorded(FIRST, None);
    both.record(SECOND, proof(APP));
    assert_eq!(next(&preflight, &both), []);
    // If it fails, there is no time left for the others.
    let [failed, too_slow, _] = undecided();
    assert_eq!((next(&preflight, &failed), next(&preflight, &too_slow)), (vec![], vec![]));
    // The method has no source, and the answer lists the methods of all sources.
    assert_eq!(next(&Head::preflight("DELETE", APP), Verdicts::NONE), [FIRST, SECOND]);
    assert_eq!(next(&Head::preflight("PATCH", APP), Verdicts::NONE), [FIRST, SECOND]);
    assert_eq!(next(&Head::preflight("*", APP), Verdicts::NONE), []);

    // An actual request needs the source of its handler only; the router's answer depends on all.
    assert_eq!(next(&Head::actual("GET", APP), Verdicts::NONE), [FIRST]);
    assert_eq!(next(&Head::actual("GET", APP), &recorded(FIRST, None)), []);
    assert_eq!(next(&Head::actual("DELETE", APP), Verdicts::NONE), []);
    assert_eq!(next(&Head::actual("PATCH", APP), Verdicts::NONE), [FIRST, SECOND]);
    assert_eq!(next(&Head::actual("PATCH", APP), &recorded(FIRST, proof(APP))), []);
}

#[test]
fn no_source_is_queried_about_own_pages_or_malformed_origins() {
    let path = path(&[("GET", policy(FIRST)), ("POST", policy(FIRST).enforced())]);
    let own = |origin: &str, header: (&'static str, &str)| Head {
        others: vec![(header.0, header.1.as_bytes().to_vec())],
        ..Head::actual("POST", origin)
    };
    let heads = [
        own(APP, ("sec-fetch-site", "same-origin")),
        own(APP, ("host", "app.example.com")),
        own("null", ("sec-fetch-site", "cross-site")),
    ];
    let malformed =
        ["https://u@h", "https://a/b", "HTTPS://A.example", "https://../x", "https://*", "blob:https://a.example"];
    for head in heads.into_iter().chain(malformed.map(|line| Head::actual("GET", line))) {
        assert_eq!(path.sources(&head, path.serving(head.method()), Verdicts::NONE), [], "{head:?}");
    }
    assert_eq!(path.sources(&Head::actual("POST", APP), path.serving("POST"), Verdicts::NONE), [FIRST]);
    for line in malformed {
        for head in [Head::actual("GET", line), Head::preflight("GET", line)] {
            assert_eq!(outcome(&path, &head, Verdicts::NONE), Err(Reason::MalformedOrigin), "{head:?}");
        }
    }
}

/// The source may allow the origin a second later.
#[test]
fn a_grant_is_not_cached_if_the_source_of_another_method_fails() {
    let with_header =
        |parts: PolicyParts| PolicyParts { allow_headers: &["x-a"], max_age: Some("600"), ..parts }.policy();
    let max_age = |path: &PathPolicies, verdicts: &Verdicts| {
        let head = Head::preflight("PUT", APP);
        let prepared: PreparedPolicies<Text> = PreparedPolicies::new(path.clone());
        let Decision::Preflight(preflight) = decide(path, &head, verdicts) else { panic!("a preflight") };
        let mut headers = Lines::default();
        assert!(prepared.write_preflight(&preflight, Some(&Text(APP.to_owned())), &mut headers));
        headers.of(ResponseHeader::MaxAge).join(" and ")
    };
    // `GET` has to allow as much; `DELETE` must not allow fewer headers.
    let get = path(&[("PUT", with_header(parts(FIRST))), ("GET", with_header(parts(SECOND)))]);
    let delete = path(&[("PUT", with_header(parts(FIRST))), ("DELETE", policy(SECOND))]);
    let with = |answer: Option<Option<AllowedOrigin<'_>>>| {
        let mut verdicts = recorded(FIRST, proof(APP));
        if let Some(proof) = answer {
            verdicts.record(SECOND, proof);
        }
        verdicts
    };
    for (path, verdicts, expected) in [
        (&get, with(None), "0"),
        (&delete, with(None), "0"),
        (&delete, with(Some(proof(APP))), "0"),
        (&delete, with(Some(None)), "600"),
    ] {
        assert_eq!(max_age(path, &verdicts), expected, "{path:?} {verdicts:?}");
    }
}

#[test]
fn caches_do_not_store_transient_denials() {
    let served = path(&[("GET", policy(FIRST)), ("PUT", policy(FIRST))]);
    let prepared: PreparedPolicies<Text> = PreparedPolicies::new(served.clone());
    let written = |head: &Head, verdicts: &Verdicts, sent: &[(&str, &str)]| {
        let decision = decide(&served, head, verdicts);
        let mut headers = Lines::default();
        headers.0.extend(sent.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let sent = Text(APP.to_owned());
        match &decision {
            Decision::Forward(forward) => prepared.decoration(forward, Some(&sent)).write(&mut headers),
            Decision::Preflight(preflight) => assert!(!prepared.write_preflight(preflight, Some(&sent), &mut headers)),
            Decision::Refuse(_) | Decision::Leave => panic!("{decision:?}"),
        }
        headers
    };
    const CACHED: &[(&str, &str)] = &[
        ("cache-control", "public, max-age=3600"),
        ("cdn-cache-control", "max-age=3600"),
        ("surrogate-control", "max-age=3600"),
        ("x-accel-expires", "3600"),
        ("expires", "Thu, 01 Dec 2033 16:00:00 GMT"),
        ("cache-status", "stored"),
    ];
    for verdicts in undecided() {
        for head in [Head::actual("GET", APP), Head::actual("HEAD", APP), Head::actual("POST", APP)] {
            let headers = written(&head, &verdicts, CACHED);
            let names: Vec<&str> = headers.0.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, ["cache-status", "vary", "cache-control"], "{head:?}");
            assert_eq!(headers.of(ResponseHeader::CacheControl), ["no-store"], "{head:?}");
        }
        let headers = written(&Head::preflight("GET", APP), &verdicts, &[]);
        assert_eq!(headers.of(ResponseHeader::CacheControl), ["no-store"]);
    }
    // A final answer may be cached as the handler says, and so may one that does not depend on the source.
    let denied = written(&Head::actual("GET", APP), &recorded(FIRST, None), CACHED);
    let allowed = written(&Head::actual("GET", APP), &recorded(FIRST, proof(APP)), CACHED);
    let without_origin = written(&Head { method: "GET", ..Head::default() }, Verdicts::NONE, CACHED);
    let own = Head { others: vec![("sec-fetch-site", b"same-origin".to_vec())], ..Head::actual("GET", APP) };
    let own = written(&own, Verdicts::NONE, CACHED);
    for headers in [denied, allowed, without_origin, own] {
        assert_eq!(headers.of(ResponseHeader::CacheControl), ["public, max-age=3600"]);
    }
}

#[test]
fn a_panic_of_a_source_is_an_error() {
    let check = |panics: bool| async move {
        assert!(!panics, "the pool is {}", "poisoned");
        Ok(None)
    };
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let mut poll = |panics| std::pin::pin!(caught(check(panics))).poll(&mut context);
    let std::task::Poll::Ready(Err(error)) = poll(true) else { panic!("an error") };
    assert_eq!(error.to_string(), "panicked: the pool is poisoned");
    assert!(matches!(poll(false), std::task::Poll::Ready(Ok(None))));
}
