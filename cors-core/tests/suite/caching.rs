//! The rule by which a browser may cache granted preflights: it caches methods and header names separately, for the whole path.

use crate::support::{Head, Lines, Text, path, policy};
use cors_core::{
    __private::PolicyParts, Cacheability, Decision, Mounted, PathPolicies, Policy, Preflight, PreparedPolicies,
    RequestHead as _, ResponseHeader, Serving, Verdicts,
};

const APP: &str = "https://app.example.com";
const ADMIN: &str = "https://admin.example.com";

/// A policy with a `max_age`.
fn cached(origins: &[&str], headers: &[&str]) -> &'static Policy {
    let parts = PolicyParts { max_age: Some("600"), ..PolicyParts::of(policy(origins, headers)) };
    Box::leak(Box::new(parts.policy()))
}

/// `Access-Control-Max-Age` of a granted preflight.
fn max_age(path: &PathPolicies, method: &str, origin: &str) -> String {
    let head = Head::preflight(method, origin);
    let decision = path.decide(&head, path.serving(head.method()), Verdicts::NONE);
    let Decision::Preflight(preflight @ Preflight::Granted(_)) = &decision else { panic!("{method} is granted") };
    let mut headers = Lines::default();
    let sent = Text(origin.to_owned());
    assert!(PreparedPolicies::new(path.clone()).write_preflight(preflight, Some(&sent), &mut headers));
    headers.of(ResponseHeader::MaxAge).join(" and ")
}

#[test]
fn a_path_with_one_policy_is_cached() {
    let app = cached(&[APP], &["content-type"]);
    let path = path(&[("GET", app), ("POST", app), ("DELETE", app)]);
    assert_eq!(max_age(&path, "POST", APP), "600");
    assert_eq!(path.cacheability("POST"), Cacheability::default());
}

/// `POST` needs no preflight by itself, so a header that is cached for `GET` would pass with it.
#[test]
fn a_grant_is_cached_only_if_simple_methods_allow_as_much() {
    let app = cached(&[APP], &["content-type"]);
    for (post, expected, because) in [
        (cached(&[ADMIN], &["content-type"]), "0", false),
        (cached(&[APP, ADMIN], &["content-type"]), "600", false),
        (cached(&[APP], &[]), "0", true),
        (cached(&["*"], &["*"]), "600", false),
        (cached(&["*"], &["x-a"]), "0", true),
    ] {
        let path = path(&[("GET", app), ("POST", post)]);
        assert_eq!(max_age(&path, "GET", APP), expected, "{post:?}");
        assert_eq!(path.cacheability("GET").because, because.then_some("POST"), "{post:?}");
    }
}

#[test]
fn a_handler_without_a_policy_prevents_caching() {
    let app = cached(&[APP], &["content-type"]);
    for mounted in [Mounted::Methods(&["POST"]), Mounted::Methods(&["HEAD"]), Mounted::Any] {
        let mut path = path(&[("GET", app)]);
        path.mount_without_policy(mounted);
        assert_eq!(max_age(&path, "GET", APP), "0", "{mounted:?}");
    }
    let mut path = path(&[("GET", app)]);
    path.mount_without_policy(Mounted::Methods(&["PUT"]));
    assert_eq!(max_age(&path, "GET", APP), "600");
    path.mount_without_policy(Mounted::Any);
    assert_eq!(max_age(&path, "GET", APP), "0");
}

/// With `PUT` and its header cached, and `DELETE` as well, `DELETE` with that header needs no preflight.
#[test]
fn a_grant_is_not_cached_if_another_method_allows_the_origin_fewer_headers() {
    let (put, delete) = (cached(&[APP], &["content-type"]), cached(&[APP], &[]));
    let path = path(&[("PUT", put), ("DELETE", delete)]);
    assert_eq!(max_age(&path, "PUT", APP), "0");
    assert_eq!(max_age(&path, "DELETE", APP), "600");
    assert_eq!(path.cacheability("PUT").if_allowed_by, ["DELETE"]);
    let other = crate::support::path(&[("PUT", put), ("DELETE", cached(&[ADMIN], &[]))]);
    assert_eq!(max_age(&other, "PUT", APP), "600");
}

/// Without the header, browsers cache for five seconds.
#[test]
fn max_age_is_zero_even_without_a_max_age_in_the_policy() {
    let path = path(&[("GET", policy(&[APP], &["content-type"])), ("POST", cached(&[ADMIN], &["content-type"]))]);
    assert_eq!(max_age(&path, "GET", APP), "0");
    assert_eq!(path.cacheability("GET").unless_allowed_by, ["POST"]);
    assert_eq!(path.serving("PUT"), Serving::Nothing);
}

/// An answer with `*` has `Vary: Origin` if its `max_age` depends on the origin.
#[test]
fn a_public_answer_that_is_cached_for_some_origins_varies() {
    let public = cached(&["*"], &["content-type"]);
    let prepared = PreparedPolicies::new(path(&[("GET", public), ("POST", cached(&[ADMIN], &["content-type"]))]));
    for (origin, expected) in [(ADMIN, "600"), (APP, "0")] {
        assert_eq!(max_age(prepared.policies(), "GET", origin), expected);
        let head = Head::preflight("GET", origin);
        let Decision::Preflight(preflight) = prepared.policies().decide(&head, Serving::Nothing, Verdicts::NONE) else {
            panic!("a preflight")
        };
        let mut headers = Lines::default();
        prepared.write_preflight(&preflight, Some(&Text(origin.to_owned())), &mut headers);
        let vary = headers.of(ResponseHeader::Vary).join(", ");
        assert!(vary.starts_with("Origin"), "{vary:?}");
    }
}

/// Nor does a policy that allows every origin.
#[test]
fn policies_with_the_same_origins_do_not_prevent_caching() {
    let app = cached(&[APP], &["content-type"]);
    let shorter = PolicyParts { max_age: Some("60"), ..PolicyParts::of(app) };
    let other: &'static Policy = Box::leak(Box::new(shorter.policy()));
    let same = path(&[("GET", app), ("POST", other)]);
    assert_eq!(same.cacheability("GET"), Cacheability::default());
    assert_eq!((max_age(&same, "GET", APP), max_age(&same, "POST", APP)), ("600".to_owned(), "60".to_owned()));
    let public = path(&[("GET", app), ("POST", cached(&["*"], &["*"]))]);
    assert_eq!(public.cacheability("GET"), Cacheability::default());
    // Another policy counts once, for all of its methods.
    let admin = path(&[("PUT", app), ("GET", cached(&[APP, ADMIN], &["content-type"]))]);
    assert_eq!(admin.cacheability("PUT").unless_allowed_by, ["GET", "HEAD"]);
}
