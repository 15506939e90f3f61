//! Sources of origins that are known at run time: their evidence, and requests that are decided by it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code)]
mod support;

use std::any::TypeId;

use cors_core::{
    __private::{Askable, PolicyParts},
    Access, AllowedOrigin, Decision, Mounted, Origins, PathPolicies, Policy, Reason, RequestHead as _, RequestOrigin,
    RequestedOrigin, Source, SourceError, Verdicts,
};
use support::Head;

const APP: &str = "https://app.example.com";
const OTHER: &str = "https://other.example";
const KIOSK: &str = "http://kiosk.example";

/// A source: two are equal where their numbers are.
struct Numbered(usize);

impl Askable for Numbered {
    fn identity(&self) -> (usize, TypeId) {
        (self.0, TypeId::of::<Self>())
    }
}

const FIRST: Source = Source::new("FIRST", || &Numbered(1));
const SECOND: Source = Source::new("crate::SECOND", || &Numbered(2));

fn asked(origin: &'static str) -> RequestedOrigin<'static> {
    RequestOrigin::read([origin.as_bytes()].into_iter()).requested().expect("an origin")
}

/// Evidence for an origin, whichever it is.
fn evidence(origin: &'static str) -> Option<AllowedOrigin<'static>> {
    let found = asked(origin).find_in(&origin.to_owned());
    assert!(found.is_some(), "{origin} is evidence for itself");
    found
}

fn policy(source: Source) -> Policy {
    parts(source).policy()
}

fn parts(source: Source) -> PolicyParts {
    PolicyParts { origins: Origins::Source(source), ..PolicyParts::NOBODY }
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

fn recorded(source: Source, evidence: Option<AllowedOrigin<'_>>) -> Verdicts {
    let mut verdicts = Verdicts::default();
    verdicts.record(source, evidence);
    verdicts
}

/// The origin that may read, or the reason why none may.
fn outcome(path: &PathPolicies, head: &Head, verdicts: &Verdicts) -> Result<String, Reason> {
    let decision = decide(path, head, verdicts);
    let access = match &decision {
        Decision::Preflight(preflight) => preflight.access(),
        Decision::Forward(forward) => forward.access(),
        Decision::Refuse | Decision::Leave => Access::Denied,
    };
    match access {
        Access::Any => Ok("*".to_owned()),
        Access::Origin(origin) => Ok(origin.as_str().to_owned()),
        Access::Denied => Err(path.reason(head, path.serving(head.method()), verdicts, &decision)),
    }
}

/// A source that gives evidence for one origin, whichever asks: it has looked up the wrong one.
#[test]
fn evidence_for_another_origin_does_not_allow_the_one_that_asks() {
    let verdicts = recorded(FIRST, evidence(OTHER));
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
    assert_eq!(decide(&enforced, &head, &verdicts), Decision::Refuse);
}

#[test]
fn the_evidence_of_one_source_is_none_for_another() {
    let path = path(&[("GET", policy(FIRST)), ("PUT", policy(SECOND))]);
    let mut verdicts = recorded(FIRST, evidence(APP));
    assert_eq!(outcome(&path, &Head::actual("GET", APP), &verdicts), Ok(APP.to_owned()));
    assert_eq!(outcome(&path, &Head::actual("PUT", APP), &verdicts), Err(Reason::SourceNotAsked));
    verdicts.record(SECOND, None);
    assert_eq!(outcome(&path, &Head::actual("PUT", APP), &verdicts), Err(Reason::OriginNotAllowed));
    assert_eq!(outcome(&path, &Head::actual("GET", APP), &verdicts), Ok(APP.to_owned()));
}

#[test]
fn a_source_that_was_not_asked_allows_no_origin() {
    let path = path(&[("GET", policy(FIRST))]);
    for head in [Head::actual("GET", APP), Head::preflight("GET", APP)] {
        assert_eq!(outcome(&path, &head, Verdicts::NONE), Err(Reason::SourceNotAsked), "{head:?}");
    }
}

#[test]
fn evidence_of_an_insecure_origin_is_for_policies_without_credentials() {
    let verdicts = recorded(FIRST, evidence(KIOSK));
    let without = path(&[("GET", policy(FIRST))]);
    let with = path(&[("GET", with_credentials(FIRST))]);
    for head in [Head::actual("GET", KIOSK), Head::preflight("GET", KIOSK)] {
        assert_eq!(outcome(&without, &head, &verdicts), Ok(KIOSK.to_owned()), "{head:?}");
        assert_eq!(outcome(&with, &head, &verdicts), Err(Reason::NotForCredentials), "{head:?}");
    }
}

/// The evidence of a source is no stronger once it is recorded.
#[test]
fn recorded_evidence_is_for_credentials_only_where_it_was() {
    for (origin, credentials) in [(KIOSK, false), (APP, true)] {
        let path = path(&[("GET", policy(FIRST))]);
        let verdicts = recorded(FIRST, evidence(origin));
        let head = Head::actual("GET", origin);
        let Decision::Forward(forward) = decide(&path, &head, &verdicts) else { panic!("an actual request") };
        let Access::Origin(allowed) = forward.access() else { panic!("{forward:?}") };
        assert_eq!((allowed.as_str(), allowed.may_send_credentials()), (origin, credentials));
        assert_eq!(allowed.as_static(), None, "it is what was sent");
    }
}

#[test]
fn sources_are_told_apart_by_what_they_are_and_named_as_they_were_written() {
    let renamed = Source::new("again::FIRST", || &Numbered(1));
    assert_eq!(FIRST, renamed);
    assert_ne!(FIRST, SECOND);
    assert_eq!((FIRST.path(), renamed.path()), ("FIRST", "again::FIRST"));
    assert_eq!(format!("{SECOND:?}"), "crate::SECOND");
    assert_eq!(SECOND.get().identity(), (2, TypeId::of::<Numbered>()));
}

#[test]
fn an_error_of_a_source_is_written_as_its_cause() {
    let error = SourceError::from("the database is away");
    assert_eq!(error.to_string(), "the database is away");
    assert_eq!(format!("{error:?}"), "\"the database is away\"");
}

#[test]
fn a_source_that_cannot_tell_allows_no_origin() {
    let path = path(&[("GET", policy(FIRST))]);
    for reason in [Reason::SourceFailed, Reason::SourceTooSlow] {
        let mut verdicts = Verdicts::default();
        verdicts.fail(FIRST, reason);
        assert_eq!(outcome(&path, &Head::actual("GET", APP), &verdicts), Err(reason));
    }
}
