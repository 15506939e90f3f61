//! `hosts`: the grammar of its elements, and requests for other hosts.

use crate::support::{Head, Lines, Text, policy};
use cors_core::{
    __private::{PolicyParts, router_hosts},
    Decision, Decoration, HostList, IssueKind, Mounted, PathPolicies, Policy, PolicySpec, Preflight, PreparedPolicies,
    ReadHeaders, Reason, RequestHead as _, ResponseHeader, Serving, Verdicts,
};

const APP: &str = "https://app.example.com";

/// Every malformed element, with the text that was probably meant.
#[test]
fn malformed_hosts_are_corrected() {
    for (written, corrected) in [
        ("", None),
        ("*", None),
        ("*:3000", None),
        ("https://api.example.com", Some("api.example.com")),
        ("http://localhost:3000", Some("localhost:3000")),
        ("https://api.example.com:443/", Some("api.example.com")),
        ("api.example.com/v1", Some("api.example.com")),
        ("api.example.com/", Some("api.example.com")),
        ("api.example.com?x", Some("api.example.com")),
        ("user@api.example.com", Some("api.example.com")),
        (" api.example.com", Some("api.example.com")),
        ("API.example.com", Some("api.example.com")),
        ("bücher.example", Some("xn--bcher-kva.example")),
        ("api.example.com:80", Some("api.example.com")),
        ("api.example.com:443", Some("api.example.com")),
        ("api.example.com:", Some("api.example.com")),
        ("api.example.com:3000*", None),
        ("api.example.com:http", None),
        ("api.example.com:99999", None),
        ("api.*.com", None),
        ("*.example.com", None),
        ("::1", Some("[::1]")),
        ("[::1", None),
        ("[0:0:0:0:0:0:0:1]", Some("[::1]")),
        ("[::1]:80", Some("[::1]")),
        ("127.1", Some("127.0.0.1")),
        ("127.0.0.1:80", Some("127.0.0.1")),
        (":3000", None),
        ("api..example.com", None),
    ] {
        let spec = PolicySpec { same_origin: true, hosts: Some(vec![written.to_owned()]), ..PolicySpec::default() };
        let issues = spec.validate().expect_err(written);
        let [issue] = issues.as_slice() else { panic!("{written}: {issues}") };
        let IssueKind::MalformedHost { corrected: meant, .. } = &issue.kind else { panic!("{written}: {issue}") };
        assert_eq!(meant.as_deref(), corrected, "{written}\n{issue}");
        if let Some(corrected) = corrected {
            assert!(issue.to_string().contains(&format!("help: write {corrected:?}")), "{issue}");
            router_hosts([corrected]);
        }
    }
}

#[test]
fn an_empty_list_and_a_repeated_host_are_mistakes() {
    let issues = |hosts: &[&str]| {
        let hosts = hosts.iter().map(ToString::to_string).collect();
        let spec = PolicySpec { same_origin: true, hosts: Some(hosts), ..PolicySpec::default() };
        spec.validate().map_or_else(|issues| issues.to_string(), |_| String::new())
    };
    assert!(issues(&[]).contains("[malformed_option]"));
    assert!(issues(&["a.example", "a.example"]).contains("`a.example` is listed already [malformed_host]"));
    assert_eq!(issues(&["a.example", "a.example:*", "localhost:3000", "[::1]:*", "10.0.0.7", "app_1.internal"]), "");
}

#[test]
#[should_panic(expected = "browsers send it in `Host` without one [malformed_host]")]
fn the_hosts_of_a_router_are_checked_by_the_same_rules() {
    router_hosts(["a.example", "https://"]);
}

#[test]
fn hosts_are_compared_as_browsers_write_them() {
    let hosts = router_hosts(["api.example.com", "localhost:*", "127.0.0.1:3000", "[::1]:*"]);
    for (authority, is_allowed) in [
        ("api.example.com", true),
        ("API.Example.com", true),
        ("api.example.com:", true),
        ("api.example.com:80", true),
        ("api.example.com:443", true),
        ("api.example.com:8080", false),
        ("api.example.com.", false),
        ("x.api.example.com", false),
        ("api.example.com.evil.test", false),
        ("evil.test", false),
        ("localhost", true),
        ("localhost:1", true),
        ("localhost:65535", true),
        ("localhost:evil", false),
        ("localhost@evil.test", false),
        ("localhost:80@evil.test", false),
        ("localhost.evil.test:80", false),
        ("127.0.0.1:3000", true),
        ("127.0.0.1:3001", false),
        ("127.0.0.1", false),
        ("[::1]", true),
        ("[::1]:3000", true),
        ("::1", false),
        ("[::1", false),
        ("", false),
        (":3000", false),
    ] {
        assert_eq!(hosts.allow(Some(authority)), is_allowed, "{authority}");
    }
    assert!(!hosts.allow(None));
    assert!(HostList::ANY.allow(None) && HostList::ANY.allow(Some("evil.test")));
}

fn served_as(hosts: &'static [&'static str], base: &Policy) -> &'static Policy {
    Box::leak(Box::new(PolicyParts { hosts, ..PolicyParts::of(base) }.policy()))
}

fn to(host: &str, head: Head) -> Head {
    Head { others: vec![("host", host.as_bytes().to_vec())], ..head }
}

/// Requests for other hosts are refused before anything else: with and without `Origin`, and preflights, too.
#[test]
fn requests_for_other_hosts_are_refused() {
    let mut path = PathPolicies::new();
    path.mount(Mounted::Methods(&["GET"]), served_as(&["api.example.com"], policy(&[APP], &[])));
    path.mount(Mounted::Methods(&["PUT"]), policy(&[APP], &[]));
    let prepared: PreparedPolicies<Text> = PreparedPolicies::new(path.clone());
    let decide = |head: &Head| {
        let serving = path.serving(head.method());
        let decision = path.decide(head, serving, Verdicts::NONE);
        let mut headers = Lines::default();
        let sent = Text(APP.to_owned());
        let is_served = match &decision {
            Decision::Preflight(preflight) => prepared.write_preflight(preflight, Some(&sent), &mut headers),
            Decision::Forward(forward) => {
                prepared.decoration(forward, Some(&sent)).write(&mut headers);
                true
            }
            Decision::Refuse(read) => {
                Decoration::of_refusal(*read).write(&mut headers);
                false
            }
            Decision::Leave => panic!("{head:?}"),
        };
        let others = matches!(decision, Decision::Preflight(Preflight::OtherMethods(_)));
        let vary = headers.of(ResponseHeader::Vary).join(", ");
        (is_served, others, vary, path.reason(head, serving, Verdicts::NONE, &decision))
    };
    let get = Head { method: "GET", ..Head::default() };
    let vary = || "Origin, Host".to_owned();
    for (head, expected) in [
        (to("api.example.com", get.clone()), (true, false, vary(), Reason::NoOrigin)),
        (to("rebound.example", get.clone()), (false, false, vary(), Reason::HostNotListed)),
        (get, (false, false, vary(), Reason::HostNotListed)),
        (to("api.example.com", Head::actual("GET", APP)), (true, false, vary(), Reason::Allowed)),
        (to("rebound.example", Head::actual("GET", APP)), (false, false, vary(), Reason::HostNotListed)),
        // The page of a rebound name is of the server's own origin, as browsers see it.
        (
            Head {
                others: vec![("host", b"rebound.example".to_vec()), ("sec-fetch-site", b"same-origin".to_vec())],
                ..Head::actual("GET", "http://rebound.example")
            },
            (false, false, vary(), Reason::HostNotListed),
        ),
        // The policy of `PUT` allows every host.
        (to("rebound.example", Head::actual("PUT", APP)), (true, false, "Origin".to_owned(), Reason::Allowed)),
    ] {
        assert_eq!(decide(&head), expected, "{head:?}");
    }
    let (is_granted, _, vary, reason) = decide(&to("api.example.com", Head::preflight("GET", APP)));
    assert!(is_granted && vary.contains("Host") && reason == Reason::Allowed, "{vary}");
    let (is_granted, is_of_others, ..) = decide(&to("rebound.example", Head::preflight("GET", APP)));
    assert!(is_granted && is_of_others, "`PUT` is allowed under every host");

    let mut only = PathPolicies::new();
    only.mount(Mounted::Any, served_as(&["api.example.com"], policy(&[APP], &[])));
    let head = to("rebound.example", Head::preflight("GET", APP));
    let decision = only.decide(&head, Serving::Policy(0), Verdicts::NONE);
    assert_eq!(decision, Decision::Preflight(Preflight::Denied));
    assert_eq!(only.reason(&head, Serving::Policy(0), Verdicts::NONE, &decision), Reason::HostNotListed);
}

/// A handler for any method serves those outside `methods`, too.
#[test]
fn methods_outside_a_narrowed_handler_are_refused_too() {
    let narrowed =
        PolicyParts { methods: Some(&["GET"]), ..PolicyParts::of(served_as(&["a.example"], policy(&[APP], &[]))) };
    let mut path = PathPolicies::new();
    path.mount(Mounted::Any, &narrowed.policy());
    for method in ["GET", "POST"] {
        let head = to("b.example", Head { method, ..Head::default() });
        let decision = path.decide(&head, path.serving(method), Verdicts::NONE);
        assert_eq!(
            decision,
            Decision::Refuse(ReadHeaders::HOST.and(if method == "GET" {
                ReadHeaders::ORIGIN
            } else {
                ReadHeaders::NONE
            }))
        );
    }
}

/// A preflight of one method is cached for the others only if they serve the same host.
#[test]
fn a_grant_is_not_cached_if_another_method_refuses_the_host() {
    let app = || policy(&[APP], &["content-type"]);
    let mut path = PathPolicies::new();
    path.mount(Mounted::Methods(&["GET"]), served_as(&["a.example"], app()));
    path.mount(Mounted::Methods(&["PUT"]), app());
    let prepared: PreparedPolicies<Text> = PreparedPolicies::new(path.clone());
    for (host, expected) in [("a.example", vec![]), ("b.example", vec!["0"])] {
        let head = to(host, Head::preflight("PUT", APP));
        let Decision::Preflight(preflight) = path.decide(&head, Serving::Nothing, Verdicts::NONE) else { panic!() };
        let mut headers = Lines::default();
        assert!(prepared.write_preflight(&preflight, Some(&Text(APP.to_owned())), &mut headers));
        assert_eq!(headers.of(ResponseHeader::MaxAge), expected, "{host}");
    }
}
