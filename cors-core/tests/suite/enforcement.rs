//! `enforce`: refused requests, and requests of the server's own pages.

use crate::support::{Head, Lines, Text, path, policy};
use cors_core::{
    __private::{Decided, PolicyParts},
    Decision, Enforcement, Mounted, PathPolicies, Policy, PreparedPolicies, Reason, RequestHead as _, ResponseHeader,
    Verdicts,
};

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
        Decision::Refuse(_) => Err(reason),
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

/// The table of the verdicts: for a listed origin, another one and none; what `Sec-Fetch-*` says; with and without a cookie.
#[test]
fn the_verdict_about_each_request() {
    const SITES: [&[(&str, &str)]; 7] = [
        &[],
        &[("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "none")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "unheard-of")],
        &[("sec-fetch-site", "same-origin"), ("sec-fetch-site", "cross-site")],
    ];
    const TARGETS: [&[(&str, &str)]; 5] = [
        &[],
        &[("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")],
        &[("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")],
        &[("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")],
        &[("sec-fetch-mode", "cors"), ("sec-fetch-dest", "document")],
    ];
    let anonymous = policy(&[APP], &[]);
    let listed = PolicyParts { enforce: Some(Enforcement::Refuse), ..PolicyParts::of(anonymous) };
    let policies = [listed, PolicyParts { credentials: true, ..listed }, listed.closed()];
    let mut seen = std::collections::BTreeSet::new();
    for (policy, parts) in policies.into_iter().enumerate() {
        let mut path = PathPolicies::new();
        path.mount(Mounted::Any, &parts.policy());
        for origin in [None, Some(APP), Some(EVIL), Some("null"), Some(OWN)] {
            for (site, headers) in SITES.iter().enumerate() {
                for (target, more) in TARGETS.iter().enumerate() {
                    for cookie in [false, true] {
                        for method in ["GET", "HEAD", "POST"] {
                            let mut others: Vec<_> =
                                headers.iter().chain(*more).map(|(n, v)| (*n, v.as_bytes().to_vec())).collect();
                            others.push(("host", b"api.example.com".to_vec()));
                            others.extend(cookie.then(|| ("cookie", b"session".to_vec())));
                            let head = Head {
                                method,
                                origin: origin.iter().map(|origin| origin.as_bytes().to_vec()).collect(),
                                others,
                                ..Head::default()
                            };
                            let is_own = matches!(site, 1 | 2) || (origin == Some(OWN) && !matches!(site, 3 | 4));
                            let is_listed = origin == Some(APP) && policy < 2;
                            let passes = match origin {
                                _ if is_listed => !cookie || policy == 1 || is_own,
                                Some(_) => is_own,
                                None => site == 0 || is_own || (target == 1 && method != "POST"),
                            };
                            let outcome = decide(&path, &head);
                            assert_eq!(outcome.is_ok(), passes, "{outcome:?} {parts:?} {head:?}");
                            seen.insert(match outcome {
                                Ok(reason) | Err(reason) => reason.code(),
                            });
                        }
                    }
                }
            }
        }
    }
    let expected = [
        "allowed",
        "cookie_without_credentials",
        "link",
        "no_origin",
        "not_a_link",
        "null_origin",
        "origin_not_allowed",
        "same_origin",
        "same_origin_only",
    ];
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), expected);
}

/// `Vary` has every header that a verdict has read: a change of any other header does not change the verdict.
#[test]
fn vary_lists_what_a_verdict_has_read() {
    const VALUES: &[(&str, &[&str])] = &[
        ("origin", &["", APP, EVIL, "null", OWN, "http://api.example.com"]),
        ("host", &["api.example.com", "app.example.com"]),
        ("cookie", &["", "session"]),
        ("sec-fetch-site", &["", "same-origin", "cross-site"]),
        ("sec-fetch-mode", &["", "navigate"]),
        ("sec-fetch-dest", &["", "document"]),
        ("forwarded", &["", "proto=https"]),
        ("x-forwarded-proto", &["", "https", "http"]),
    ];
    let parts = PolicyParts { enforce: Some(Enforcement::Refuse), ..PolicyParts::of(policy(&[APP], &[])) };
    let mut path = PathPolicies::new();
    path.mount(Mounted::Methods(&["GET"]), &parts.policy());
    path.mount(Mounted::Methods(&["POST"]), &PolicyParts { hosts: &["api.example.com"], ..parts.closed() }.policy());
    let combinations: usize = VALUES.iter().map(|(_, values)| values.len()).product();
    for method in ["GET", "POST"] {
        let mut verdicts = std::collections::BTreeMap::new();
        for combination in 0..combinations {
            let mut rest = combination;
            let mut lines = Vec::new();
            for (name, values) in VALUES {
                lines.push((*name, values[rest % values.len()]));
                rest /= values.len();
            }
            let sent =
                |name: &str| lines.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| *value);
            let others = lines.iter().filter(|(name, value)| *name != "origin" && !value.is_empty());
            let head = Head {
                method,
                origin: sent("origin").filter(|origin| !origin.is_empty()).map(Into::into).into_iter().collect(),
                others: others.map(|(name, value)| (*name, value.as_bytes().to_vec())).collect(),
                ..Head::default()
            };
            let decision = path.decide(&head, path.serving(method), Verdicts::NONE);
            let read = match &decision {
                Decision::Forward(_) => {
                    let prepared: PreparedPolicies<Text> = PreparedPolicies::new(path.clone());
                    let Decision::Forward(forward) = &decision else { unreachable!() };
                    let mut headers = Lines::default();
                    prepared.decoration(forward, None).write(&mut headers);
                    headers.of(ResponseHeader::Vary).join(", ")
                }
                Decision::Refuse(read) => read.as_str().to_owned(),
                _ => panic!("{decision:?}"),
            };
            assert!(read.starts_with("Origin"), "{read}");
            let key: Vec<_> = read.split(", ").map(|name| (name.to_owned(), sent(name))).collect();
            let is_refused = matches!(decision, Decision::Refuse(_));
            let known = *verdicts.entry(key).or_insert(is_refused);
            assert_eq!(known, is_refused, "{head:?} {read}");
        }
        assert!(verdicts.len() > 10, "{verdicts:?}");
    }
}

#[test]
fn a_report_refuses_nothing() {
    let parts = PolicyParts { enforce: Some(Enforcement::Report), ..PolicyParts::of(policy(&[APP], &[])) };
    let mut path = PathPolicies::new();
    path.mount(Mounted::Any, &parts.policy());
    let cookie = [("cookie", "session")];
    let image = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "image")];
    let without = |head: Head| Head { origin: Vec::new(), ..head };
    for (head, reason, is_reported) in [
        (with(APP, &[]), Reason::Allowed, false),
        (with(APP, &cookie), Reason::CookieWithoutCredentials, true),
        (with(EVIL, &[]), Reason::OriginNotAllowed, true),
        (with("null", &[]), Reason::NullOrigin, true),
        (with(OWN, &[("host", "api.example.com")]), Reason::SameOrigin, false),
        (without(with("", &image)), Reason::NotALink, true),
        (without(with("", &[])), Reason::NoOrigin, false),
    ] {
        assert_eq!(decide(&path, &head), Ok(reason), "{head:?}");
        let serving = path.serving("GET");
        let decision = path.decide(&head, serving, Verdicts::NONE);
        let decided = Decided {
            request: &head,
            policies: &path,
            serving,
            verdicts: Verdicts::NONE,
            decision: &decision,
            doubt: None,
        };
        assert_eq!(decided.would_be_refused(), is_reported, "{head:?}");
        assert_eq!(decided.in_words(reason) == "request would be refused", is_reported);
        // The response is that of the policy without `enforce`.
        let plain = path_of(PolicyParts { enforce: None, ..parts });
        assert_eq!(decision, plain.decide(&head, serving, Verdicts::NONE));
    }
}

fn path_of(parts: PolicyParts) -> PathPolicies {
    let mut path = PathPolicies::new();
    path.mount(Mounted::Any, &parts.policy());
    path
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
    let policy = PolicyParts {
        methods: Some(&["GET"]),
        enforce: Some(Enforcement::Refuse),
        ..PolicyParts::of(policy(&[APP], &[]))
    };
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
