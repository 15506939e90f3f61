//! `enforce`: refused requests, and requests of the server's own pages.

use crate::support::{Head, path, policy};
use cors_core::{__private::PolicyParts, Decision, Mounted, PathPolicies, Policy, Reason, RequestHead as _, Verdicts};

const APP: &str = "https://app.example.com";
const OWN: &str = "https://api.example.com";
const EVIL: &str = "https://evil.test";

fn enforced() -> PathPolicies {
    path(&[("GET", Box::leak(Box::new(policy(&[APP], &[]).enforced())))])
}

/// `Ok`: the request is forwarded.
fn decide(path: &PathPolicies, head: &Head) -> Result<Reason, Reason> {
    let serving = path.serving(head.method());
    let decision = path.decide(head, serving, Verdicts::NONE);
    let reason = path.reason(head, serving, Verdicts::NONE, &decision);
    match decision {
        Decision::Forward(_) => Ok(reason),
        Decision::Refuse => Err(reason),
        Decision::Preflight(_) | Decision::Leave => panic!("{head:?} is no actual request of a handler with a policy"),
    }
}

fn with(origin: &str, headers: &[(&'static str, &str)]) -> Head {
    let others = headers.iter().map(|(name, value)| (*name, value.as_bytes().to_vec())).collect();
    Head { others, ..Head::actual("GET", origin) }
}

#[test]
fn requests_of_other_origins_are_refused() {
    let path = enforced();
    for (head, expected) in [
        (Head::actual("GET", APP), Ok(Reason::Allowed)),
        (Head::actual("HEAD", APP), Ok(Reason::Allowed)),
        (Head { method: "GET", ..Head::default() }, Ok(Reason::NoOrigin)),
        (Head::actual("GET", EVIL), Err(Reason::OriginNotAllowed)),
        (Head::actual("HEAD", EVIL), Err(Reason::OriginNotAllowed)),
        (Head::actual("GET", "null"), Err(Reason::NullOrigin)),
        (Head::actual("GET", ""), Err(Reason::MalformedOrigin)),
        // No handler serves it.
        (Head::actual("POST", EVIL), Ok(Reason::OriginNotAllowed)),
    ] {
        assert_eq!(decide(&path, &head), expected, "{head:?}");
    }
    let twice = Head { origin: vec![APP.into(), APP.into()], ..Head::actual("GET", APP) };
    assert_eq!(decide(&path, &twice), Err(Reason::SeveralOrigins));
}

#[test]
fn without_enforce_no_request_is_refused() {
    let path = path(&[("GET", policy(&[APP], &[]))]);
    assert_eq!(decide(&path, &Head::actual("GET", EVIL)), Ok(Reason::OriginNotAllowed));
}

#[test]
fn pages_of_the_servers_own_origin_are_recognised() {
    const SAME: Result<Reason, Reason> = Ok(Reason::SameOrigin);
    const OTHER: Result<Reason, Reason> = Err(Reason::OriginNotAllowed);
    const SCHEME: Result<Reason, Reason> = Err(Reason::OtherScheme);
    let path = enforced();
    for (origin, headers, expected) in [
        // `Sec-Fetch-Site` decides, whatever a proxy does to the rest.
        (OWN, &[("sec-fetch-site", "same-origin"), ("host", "10.0.0.7:3000")][..], SAME),
        (OWN, &[("sec-fetch-site", "same-site"), ("host", "api.example.com")], OTHER),
        (OWN, &[("sec-fetch-site", "cross-site"), ("host", "api.example.com")], OTHER),
        (OWN, &[("sec-fetch-site", "none"), ("host", "api.example.com")], SAME),
        (OWN, &[("sec-fetch-site", "none"), ("host", "10.0.0.7:3000")], SAME),
        // A form under `Referrer-Policy: no-referrer`.
        ("null", &[("sec-fetch-site", "same-origin"), ("host", "api.example.com")], SAME),
        ("file://", &[("sec-fetch-site", "same-origin"), ("host", "api.example.com")], SAME),
        ("null", &[("sec-fetch-site", "cross-site"), ("host", "api.example.com")], Err(Reason::NullOrigin)),
        ("null", &[("host", "api.example.com")], Err(Reason::NullOrigin)),
        // Not an origin, in spite of `Sec-Fetch-Site`.
        ("https://u@api.example.com", &[("sec-fetch-site", "same-origin")], Err(Reason::MalformedOrigin)),
        // The authority of an absolute target counts, not `Host`.
        (OWN, &[(":authority", "api.example.com"), ("host", "10.0.0.7:3000")], SAME),
        (OWN, &[(":authority", "10.0.0.7:3000"), ("host", "api.example.com")], OTHER),
        // Proxies that name the scheme of the upgrade.
        (OWN, &[("host", "api.example.com"), ("x-forwarded-proto", "wss")], SAME),
        (OWN, &[("host", "api.example.com"), ("forwarded", "proto=wss")], SAME),
        (OWN, &[("host", "api.example.com"), ("x-forwarded-proto", "ws")], SCHEME),
        // By `Host`, with the default port of the origin's own scheme.
        (OWN, &[("host", "api.example.com")], SAME),
        (OWN, &[("host", "API.example.com")], SAME),
        (OWN, &[("host", "api.example.com:443")], SAME),
        (OWN, &[("host", "api.example.com:")], SAME),
        (OWN, &[("host", "api.example.com:80")], OTHER),
        (OWN, &[("host", "api.example.com:8443")], OTHER),
        ("https://api.example.com:8443", &[("host", "api.example.com:8443")], SAME),
        ("http://api.example.com", &[("host", "api.example.com:80")], SAME),
        ("http://[::1]:3000", &[("host", "[::1]:3000")], SAME),
        ("http://[::1]", &[("host", "[::1]")], SAME),
        (EVIL, &[("host", "api.example.com")], OTHER),
        ("https://api.example.com.evil.test", &[("host", "api.example.com")], OTHER),
        ("https://evil-api.example.com", &[("host", "api.example.com")], OTHER),
        ("ftp://api.example.com", &[("host", "api.example.com")], OTHER),
        // Without a scheme, both match.
        ("http://api.example.com", &[("host", "api.example.com")], SAME),
        // With a scheme, it has to match.
        (OWN, &[("host", "api.example.com"), ("x-forwarded-proto", "https")], SAME),
        (OWN, &[("host", "api.example.com"), ("x-forwarded-proto", "HTTPS, http")], SAME),
        ("http://api.example.com", &[("host", "api.example.com"), ("x-forwarded-proto", "https")], SCHEME),
        (OWN, &[("host", "api.example.com"), ("forwarded", "for=\"[::1]\";Proto=https;by=x, proto=http")], SAME),
        (OWN, &[("host", "api.example.com"), ("forwarded", "proto=\"http\"")], SCHEME),
        // HTTP/2 has no `Host`. The browser may have used TLS to a proxy.
        (OWN, &[(":authority", "api.example.com"), (":scheme", "https")], SAME),
        ("http://api.example.com", &[(":authority", "api.example.com"), (":scheme", "https")], SCHEME),
        (OWN, &[(":authority", "api.example.com"), (":scheme", "http")], SAME),
        (EVIL, &[(":authority", "api.example.com"), (":scheme", "https")], OTHER),
        // Nothing to compare with.
        (OWN, &[], OTHER),
        (OWN, &[("host", "api.example.com"), ("host", "api.example.com")], OTHER),
        (OWN, &[("host", "api.example.com\u{e9}")], OTHER),
    ] {
        assert_eq!(decide(&path, &with(origin, headers)), expected, "{origin} {headers:?}");
    }
}

#[test]
fn same_origin_with_enforce_refuses_other_origins() {
    static CLOSED: Policy = Policy::SAME_ORIGIN.named("Closed").enforced();
    let path = path(&[("GET", &CLOSED)]);
    assert_eq!(decide(&path, &Head::actual("GET", EVIL)), Err(Reason::SameOriginOnly));
    assert_eq!(decide(&path, &with(OWN, &[("host", "api.example.com")])), Ok(Reason::SameOrigin));
}

/// The handler for any method serves the methods outside `methods`, too, so `enforce` has to refuse them.
#[test]
fn methods_outside_a_narrowed_handler_are_refused_too() {
    let policy = PolicyParts { methods: Some(&["GET"]), enforce: true, ..PolicyParts::of(policy(&[APP], &[])) };
    let policy = Box::leak(Box::new(policy.policy()));
    let mut path = PathPolicies::new();
    path.mount(Mounted::Any, policy);
    assert_eq!(decide(&path, &Head::actual("GET", APP)), Ok(Reason::Allowed));
    assert_eq!(decide(&path, &Head::actual("GET", EVIL)), Err(Reason::OriginNotAllowed));
    for origin in [APP, EVIL] {
        assert_eq!(decide(&path, &Head::actual("POST", origin)), Err(Reason::MethodOutside), "{origin}");
    }
    let own = Head { method: "POST", ..with(OWN, &[("host", "api.example.com")]) };
    assert_eq!(decide(&path, &own), Ok(Reason::SameOrigin));
}
