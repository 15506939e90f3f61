//! Decisions and their reasons. The headers are tested through the adapters.

use crate::support::{Head, Lines, Text, path, policy, spec};
use cors_core::{
    Access, Decision, Enforcement, Mounted, PathPolicies, Policy, PolicySpec, Preflight, PreparedPolicies, Reason,
    RequestHead as _, ResponseHeader, Serving, Verdicts,
};
use proptest::prelude::*;

const APP: &str = "https://app.example.com";
const EVIL: &str = "https://evil.test";

fn decide<'r>(path: &'r PathPolicies, head: &'r Head) -> Decision<'r> {
    path.decide(head, path.serving(head.method()), Verdicts::NONE)
}

fn reason(path: &PathPolicies, head: &Head) -> Reason {
    path.reason(head, path.serving(head.method()), Verdicts::NONE, &decide(path, head))
}

/// A grant lists every method of the path with the same policy, and for any other one the method that was requested.
#[test]
fn a_grant_lists_the_methods_of_its_policy() {
    let app = policy(&[APP], &[]);
    let mut path = path(&[("GET", app), ("PUT", app), ("DELETE", policy(&[APP, EVIL], &[]))]);
    path.mount(Mounted::Any, policy(&[APP], &["x-any"]));
    let prepared: PreparedPolicies<Text> = PreparedPolicies::new(path.clone());
    for (method, listed) in [
        ("GET", "GET, HEAD, PUT"),
        ("HEAD", "GET, HEAD, PUT"),
        ("PUT", "GET, HEAD, PUT"),
        ("DELETE", "DELETE"),
        ("POST", "POST, PATCH"),
        ("PURGE", "PURGE"),
    ] {
        let head = Head::preflight(method, APP);
        let Decision::Preflight(preflight) = decide(&path, &head) else { panic!("{method} is no preflight") };
        let mut headers = Lines::default();
        assert!(prepared.write_preflight(&preflight, Some(&Text(APP.to_owned())), &mut headers), "{method}");
        assert_eq!(headers.of(ResponseHeader::AllowMethods), [listed], "{method}");
    }
}

/// Where no handler serves the method, the answer has the headers that the other methods allow this origin, and no others.
#[test]
fn a_method_without_a_handler_is_answered_with_the_headers_of_the_path() {
    let only_evil = policy(&[EVIL], &["x-evil"]);
    let handlers = [("GET", policy(&[APP], &[])), ("PUT", policy(&[APP], &["content-type"])), ("DELETE", only_evil)];
    let served = path(&handlers);
    let mut with_plain = path(&handlers);
    with_plain.mount_without_policy(Mounted::Methods(&["POST"]));
    for (path, method, expected) in [
        (&served, "POST", &["content-type"][..]),
        (&served, "PATCH", &["content-type"]),
        // Another policy, or none, decides about these.
        (&served, "DELETE", &[]),
        (&with_plain, "POST", &[]),
    ] {
        let prepared: PreparedPolicies<Text> = PreparedPolicies::new(path.clone());
        let head = Head::preflight(method, APP);
        let Decision::Preflight(preflight) = decide(path, &head) else { panic!("{method} is no preflight") };
        assert!(matches!(preflight, Preflight::OtherMethods(_)), "{method}");
        let mut headers = Lines::default();
        assert!(prepared.write_preflight(&preflight, Some(&Text(APP.to_owned())), &mut headers), "{method}");
        assert_eq!(headers.of(ResponseHeader::AllowHeaders), expected, "{method}");
        assert_eq!(headers.of(ResponseHeader::MaxAge), ["0"], "{method}");
        assert_eq!(reason(path, &head), Reason::MethodNotAllowed, "{method}");
    }
}

/// An application that is switched off allows nothing, and refuses what it refused.
#[test]
fn closed_policies_allow_nothing_and_refuse_as_before() {
    let spec = PolicySpec { enforce: Some(Enforcement::Refuse), ..spec(&[APP]) };
    let enforced = spec.validate().expect("a valid policy").leak("Enforced");
    let closed = path(&[("GET", policy(&[APP], &[])), ("POST", enforced)]).closed();
    for method in ["GET", "POST"] {
        assert!(matches!(closed.serving(method), Serving::Policy(_)), "{method}");
        assert_eq!(reason(&closed, &Head::preflight(method, APP)), Reason::SameOriginOnly, "{method}");
    }
    assert!(matches!(decide(&closed, &Head::actual("GET", APP)), Decision::Forward(_)));
    assert!(matches!(decide(&closed, &Head::actual("POST", APP)), Decision::Refuse(_)));
}

/// A router that does not serve HEAD by a handler for GET: HEAD is listed where another handler serves it.
#[test]
fn a_grant_lists_head_only_if_it_is_served() {
    let (app, other) = (policy(&[APP], &[]), policy(&[APP, EVIL], &[]));
    let narrowed = PolicySpec { methods: Some(vec!["GET".to_owned(), "PUT".to_owned()]), ..spec(&[APP]) };
    let narrowed = narrowed.validate().expect("a valid policy").leak("Narrowed");
    type Mount = (Mounted<'static>, &'static Policy);
    let get: Mount = (Mounted::Methods(&["GET"]), app);
    let all = "GET, HEAD, POST, PUT, DELETE, PATCH";
    let rows: [(&[Mount], &str, &str); 6] = [
        (&[get], "GET", "GET"),
        (&[get, (Mounted::Methods(&["HEAD"]), app)], "GET, HEAD", "GET, HEAD"),
        (&[get, (Mounted::Methods(&["HEAD"]), other)], "GET", "HEAD"),
        (&[get, (Mounted::Any, app)], all, all),
        (&[get, (Mounted::Any, other)], "GET", "GET"),
        (&[(Mounted::Any, narrowed)], "GET, HEAD, PUT", "GET, HEAD, PUT"),
    ];
    for (mounts, for_get, for_head) in rows {
        let mut path = PathPolicies::new().without_automatic_head();
        mounts.iter().for_each(|(mounted, policy)| path.mount(*mounted, policy));
        let prepared: PreparedPolicies<Text> = PreparedPolicies::new(path.clone());
        for (method, listed) in [("GET", for_get), ("HEAD", for_head)] {
            let head = Head::preflight(method, APP);
            let Decision::Preflight(preflight) = decide(&path, &head) else { panic!("{method} is no preflight") };
            let mut headers = Lines::default();
            assert!(prepared.write_preflight(&preflight, Some(&Text(APP.to_owned())), &mut headers), "{method}");
            assert_eq!(headers.of(ResponseHeader::AllowMethods), [listed], "{method}: {mounts:?}");
        }
    }
}

#[test]
fn every_decision_has_its_reason() {
    let app = policy(&[APP], &["content-type"]);
    let closed = cors_core::Policy::SAME_ORIGIN.named("Closed");
    let closed: &'static _ = Box::leak(Box::new(closed));
    let users = path(&[("GET", app), ("DELETE", policy(&["https://admin.example.com"], &[])), ("PUT", closed)]);
    let two = |head: Head| Head { origin: vec![APP.into(), APP.into()], ..head };
    for (head, expected) in [
        (Head::actual("GET", APP), Reason::Allowed),
        (Head::actual("GET", EVIL), Reason::OriginNotAllowed),
        (Head::actual("GET", "null"), Reason::NullOrigin),
        (Head::actual("GET", ""), Reason::MalformedOrigin),
        (Head::actual("GET", "https://\u{e9}"), Reason::MalformedOrigin),
        (Head { method: "GET", ..Head::default() }, Reason::NoOrigin),
        (Head::actual("PUT", APP), Reason::SameOriginOnly),
        (two(Head::actual("GET", APP)), Reason::SeveralOrigins),
        (Head::preflight("GET", APP), Reason::Allowed),
        (Head::preflight("GET", APP).with_headers("content-type"), Reason::Allowed),
        (Head::preflight("GET", APP).with_headers("Content-Type, ,content-type,\tCONTENT-TYPE"), Reason::Allowed),
        (Head::preflight("GET", APP).with_headers(""), Reason::Allowed),
        (Head::preflight("GET", APP).with_headers("content-type,x-a"), Reason::HeaderNotAllowed),
        (Head::preflight("GET", APP).with_headers("content-type,,,,,,,,,,,,,,,,,,"), Reason::MalformedRequestHeaders),
        (Head::preflight("GET", APP).with_headers("content type"), Reason::MalformedRequestHeaders),
        (Head::preflight("GET", EVIL), Reason::OriginNotAllowed),
        (Head::preflight("PUT", "https://admin.example.com"), Reason::MethodNotAllowed),
        (Head::preflight("DELETE", APP), Reason::MethodNotAllowed),
        (Head::preflight("PATCH", APP), Reason::MethodNotAllowed),
        (Head::preflight("PATCH", EVIL), Reason::OriginNotAllowed),
        (Head::preflight("", APP), Reason::MalformedRequestMethod),
        (Head::preflight("G ET", APP), Reason::MalformedRequestMethod),
        (Head::preflight("TRACE", APP), Reason::MethodForbidden),
        (Head::preflight("*", APP), Reason::MethodForbidden),
        (two(Head::preflight("GET", APP)), Reason::SeveralOrigins),
    ] {
        assert_eq!(reason(&users, &head), expected, "{head:?}");
    }
}

#[test]
fn request_headers_on_several_lines_are_one_list() {
    // Gateways split them: rs/cors#184.
    let path = path(&[("GET", policy(&[APP], &["x-a", "x-b"]))]);
    let lines = |lines: &[&str]| Head {
        request_headers: lines.iter().map(|line| line.as_bytes().to_vec()).collect(),
        ..Head::preflight("GET", APP)
    };
    assert_eq!(reason(&path, &lines(&["x-a", "x-b,x-a"])), Reason::Allowed);
    assert_eq!(reason(&path, &lines(&["x-a", "x-c"])), Reason::HeaderNotAllowed);
}

#[test]
fn the_longest_origin_is_read() {
    let host = format!("{0}.{0}.{0}.{1}.", "a".repeat(63), "a".repeat(61));
    let longest = format!("{}://{host}:65535", "s".repeat(64));
    let path = path(&[("GET", policy(&[&longest], &[]))]);
    assert_eq!(reason(&path, &Head::actual("GET", &longest)), Reason::Allowed);
    assert_eq!(reason(&path, &Head::actual("GET", &format!("{longest}0"))), Reason::MalformedOrigin);
}

#[test]
fn a_wildcard_stands_for_every_header_except_authorization() {
    let all = |headers: &[&str]| path(&[("GET", policy(&["*"], headers))]);
    let head = Head::preflight("GET", EVIL).with_headers("Authorization,x-a");
    assert_eq!(reason(&all(&["*"]), &head), Reason::HeaderNotAllowed);
    assert_eq!(reason(&all(&["*", "authorization"]), &head), Reason::Allowed);
}

/// Its responses get no headers, and preflights for it are denied, although other handlers of the path have policies.
#[test]
fn a_handler_without_a_policy_stays_without_cors() {
    let mut path = path(&[("GET", policy(&[APP], &[]))]);
    assert!(
        matches!(decide(&path, &Head::actual("POST", APP)), Decision::Forward(forward) if forward.access().is_allowed())
    );
    path.mount_without_policy(Mounted::Methods(&["HEAD", "PUT"]));
    for method in ["HEAD", "PUT"] {
        assert_eq!(path.serving(method), Serving::WithoutPolicy);
        assert_eq!(decide(&path, &Head::actual(method, APP)), Decision::Leave);
        // The answer lists the methods that the origin may use.
        assert_eq!(reason(&path, &Head::preflight(method, APP)), Reason::MethodNotAllowed);
        assert_eq!(decide(&path, &Head::preflight(method, EVIL)), Decision::Preflight(Preflight::Denied));
        assert_eq!(reason(&path, &Head::preflight(method, EVIL)), Reason::WithoutPolicy);
    }
    path.mount_without_policy(Mounted::Any);
    assert_eq!(decide(&path, &Head::actual("POST", APP)), Decision::Leave);
    assert_eq!(path.serving("GET"), Serving::Policy(0));
}

fn any_head() -> impl Strategy<Value = Head> {
    let origin = prop_oneof![
        Just(APP.as_bytes().to_vec()),
        Just(EVIL.as_bytes().to_vec()),
        Just(b"https://a.partner.example".to_vec()),
        Just(b"null".to_vec()),
        Just(b"https://admin.example.com".to_vec()),
        prop::collection::vec(any::<u8>(), 0..40),
    ];
    let method = prop_oneof![
        "GET|POST|DELETE|PATCH|HEAD|TRACE|get".prop_map(String::into_bytes),
        prop::collection::vec(any::<u8>(), 0..10)
    ];
    let names = prop_oneof![
        "((content-type|x-a|Authorization|), ?){0,5}".prop_map(String::into_bytes),
        prop::collection::vec(any::<u8>(), 0..40)
    ];
    (
        prop_oneof![3 => Just("OPTIONS"), 1 => Just("GET"), 1 => Just("DELETE"), 1 => Just("PATCH")],
        prop::collection::vec(origin, 0..3),
        prop::collection::vec(method, 0..3),
        prop::collection::vec(names, 0..3),
    )
        .prop_map(|(method, origin, request_method, request_headers)| Head {
            method,
            origin,
            request_method,
            request_headers,
            others: Vec::new(),
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// For any request, only its own origin is named, and only if it is on a list of the path.
    #[test]
    fn only_listed_origins_are_allowed(head in any_head()) {
        let app = policy(&[APP, "https://*.partner.example"], &["content-type"]);
        let admin: &'static _ = Box::leak(Box::new(policy(&["https://admin.example.com"], &[]).enforced()));
        let path = path(&[("GET", app), ("POST", app), ("DELETE", admin)]);
        let listed = |origin: &str| [APP, "https://a.partner.example", "https://admin.example.com"].contains(&origin);
        let decision = decide(&path, &head);
        let access = match &decision {
            Decision::Preflight(preflight) => {
                prop_assert_eq!(head.method, "OPTIONS");
                preflight.access()
            }
            Decision::Forward(forward) => forward.access(),
            Decision::Refuse(_) => {
                prop_assert_eq!(head.method, "DELETE");
                prop_assert!(head.origin != [b"https://admin.example.com"] && !head.origin.is_empty());
                Access::Denied
            }
            Decision::Leave => Access::Denied,
        };
        let is_preflight_with_other_headers = reason(&path, &head) == Reason::HeaderNotAllowed;
        let is_of_other_methods = reason(&path, &head) == Reason::MethodNotAllowed;
        prop_assert_eq!(
            access.is_allowed(),
            reason(&path, &head) == Reason::Allowed || is_preflight_with_other_headers || is_of_other_methods
        );
        match access {
            Access::Denied => {}
            Access::Any => prop_assert!(false, "no policy of this path says `*`"),
            Access::Origin(origin) => {
                prop_assert_eq!(&head.origin, &vec![origin.as_str().as_bytes().to_vec()]);
                prop_assert!(listed(origin.as_str()));
            }
        }
    }
}
