//! `enforce`: who is refused, and who is of the server's own origin.

use crate::support::{Head, path, policy};
use cors_core::{__private::PolicyParts, Decision, Mounted, PathPolicies, Policy, Reason, RequestHead as _, Verdicts};

const APP: &str = "https://app.example.com";
const OWN: &str = "https://api.example.com";
const EVIL: &str = "https://evil.test";

fn enforced() -> PathPolicies {
    path(&[("GET", Box::leak(Box::new(policy(&[APP], &[]).enforced())))])
}

/// `Ok`: it is handed on.
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
fn whoever_is_not_allowed_is_refused() {
    let path = enforced();
    for (head, expected) in [
        (Head::actual("GET", APP), Ok(Reason::Allowed)),
        (Head::actual("HEAD", APP), Ok(Reason::Allowed)),
        (Head { method: "GET", ..Head::default() }, Ok(Reason::NoOrigin)),
        (Head::actual("GET", EVIL), Err(Reason::OriginNotAllowed)),
        (Head::actual("HEAD", EVIL), Err(Reason::OriginNotAllowed)),
        (Head::actual("GET", "null"), Err(Reason::NullOrigin)),
        (Head::actual("GET", ""), Err(Reason::MalformedOrigin)),
        // Nobody serves it here.
        (Head::actual("POST", EVIL), Ok(Reason::OriginNotAllowed)),
    ] {
        assert_eq!(decide(&path, &head), expected, "{head:?}");
    }
    let twice = Head { origin: vec![APP.into(), APP.into()], ..Head::actual("GET", APP) };
    assert_eq!(decide(&path, &twice), Err(Reason::SeveralOrigins));
}

#[test]
fn without_enforce_nobody_is_refused() {
    let path = path(&[("GET", policy(&[APP], &[]))]);
    assert_eq!(decide(&path, &Head::actual("GET", EVIL)), Ok(Reason::OriginNotAllowed));
}

#[test]
fn pages_of_the_servers_own_origin() {
    const SAME: Result<Reason, Reason> = Ok(Reason::SameOrigin);
    const OTHER: Result<Reason, Reason> = Err(Reason::OriginNotAllowed);
    const SCHEME: Result<Reason, Reason> = Err(Reason::OtherScheme);
    let path = enforced();
    for (origin, headers, expected) in [
        // What the browser says, whatever the rest looks like behind a proxy.
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
        // Not an origin, whatever the rest says.
        ("https://u@api.example.com", &[("sec-fetch-site", "same-origin")], Err(Reason::MalformedOrigin)),
        // The authority of an absolute target counts, and not `Host`.
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
        // Nobody says the scheme: both are taken for it.
        ("http://api.example.com", &[("host", "api.example.com")], SAME),
        // Somebody does.
        (OWN, &[("host", "api.example.com"), ("x-forwarded-proto", "https")], SAME),
        (OWN, &[("host", "api.example.com"), ("x-forwarded-proto", "HTTPS, http")], SAME),
        ("http://api.example.com", &[("host", "api.example.com"), ("x-forwarded-proto", "https")], SCHEME),
        (OWN, &[("host", "api.example.com"), ("forwarded", "for=\"[::1]\";Proto=https;by=x, proto=http")], SAME),
        (OWN, &[("host", "api.example.com"), ("forwarded", "proto=\"http\"")], SCHEME),
        // HTTP/2 names no `Host`. What a proxy speaks with us need not be what the browser spoke with it.
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
fn nobody_and_enforce_keep_other_origins_out() {
    static CLOSED: Policy = Policy::SAME_ORIGIN.named("Closed").enforced();
    let path = path(&[("GET", &CLOSED)]);
    assert_eq!(decide(&path, &Head::actual("GET", EVIL)), Err(Reason::SameOriginOnly));
    assert_eq!(decide(&path, &with(OWN, &[("host", "api.example.com")])), Ok(Reason::SameOrigin));
}

/// `methods` keeps no method from a handler for any, and must not open it to those whom `enforce` keeps out.
#[test]
fn narrowing_a_handler_does_not_let_others_reach_it_by_other_methods() {
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
