//! Policies that generated code derives from others, and their accessors.

use crate::support::{Head, policy};
use cors_core::{
    __private::PolicyParts, Acknowledged, Decision, Enforcement, InventoryOrigins, InventoryRow, Mounted, OriginList,
    Origins, PathPolicies, Policy, PolicySpec, Reason, RequestHead as _, RowKind, Rule, Verdicts,
};

const APP: &str = "https://app.example.com";
const EVIL: &str = "https://evil.test";

/// A policy with every option.
fn full() -> PolicyParts {
    let list = |names: &[&str]| Some(names.iter().map(ToString::to_string).collect());
    let spec = PolicySpec {
        origins: list(&[APP]),
        dev_origins: list(&["http://localhost:5173"]),
        allow_headers: list(&["content-type", "x-a"]),
        expose_headers: list(&["x-b", "x-c"]),
        ..PolicySpec::default()
    };
    let policy = spec.validate().expect("a valid policy").leak("Full");
    PolicyParts {
        methods: Some(&["GET"]),
        max_age: Some("60"),
        credentials: true,
        enforce: Some(Enforcement::Refuse),
        ..PolicyParts::of(policy)
    }
}

/// `policy = Full, same_origin`: every permission is removed, and `enforce` stays.
#[test]
fn closing_a_policy_keeps_enforce() {
    let closed = full().closed().policy();
    assert!(closed.is_enforced());
    assert_eq!(closed, Policy::SAME_ORIGIN.named("Full").enforced());
    assert!(!PolicyParts { enforce: None, ..full() }.closed().policy().is_enforced());

    for (method, mounted) in [("GET", Mounted::Methods(&["GET"])), ("POST", Mounted::Any)] {
        let mut path = PathPolicies::new();
        path.mount(mounted, Box::leak(Box::new(closed)));
        for origin in [APP, EVIL] {
            let head = Head::actual(method, origin);
            let serving = path.serving(method);
            let decision = path.decide(&head, serving, Verdicts::NONE);
            assert!(matches!(decision, Decision::Refuse(_)), "{method} {origin}");
            assert_eq!(path.reason(&head, serving, Verdicts::NONE, &decision), Reason::SameOriginOnly);
        }
        let own = Head { others: vec![("sec-fetch-site", b"same-origin".to_vec())], ..Head::actual(method, EVIL) };
        assert!(matches!(path.decide(&own, path.serving(own.method()), Verdicts::NONE), Decision::Forward(_)));
    }
}

#[test]
fn closing_a_stub_leaves_a_stub() {
    assert!(PolicyParts::STUB.stub && PolicyParts::STUB.closed().stub);
    assert!(!PolicyParts::SAME_ORIGIN.stub && !full().closed().stub);
}

#[test]
fn a_policy_has_the_options_of_its_parts() {
    let policy = full().policy();
    assert_eq!(policy.name(), "Full");
    assert!(matches!(policy.origins(), Origins::Listed(list) if list.find(APP).is_some()));
    assert!(policy.dev_origins().find("http://localhost:5173").is_some());
    assert!(policy.allows_credentials() && policy.is_enforced());
    assert_eq!(policy.allow_headers(), ["content-type", "x-a"]);
    assert_eq!(policy.allow_headers_value(), Some("content-type, x-a"));
    assert_eq!(policy.expose_headers(), ["x-b", "x-c"]);
    assert_eq!(policy.expose_headers_value(), Some("x-b, x-c"));
    assert_eq!(policy.max_age_value(), Some("60"));
    assert_eq!(policy.methods(), Some(&["GET"][..]));
    assert_eq!(Policy::SAME_ORIGIN.allow_headers_value(), None);
    assert_eq!(Policy::SAME_ORIGIN.expose_headers_value(), None);
    assert_eq!((Policy::SAME_ORIGIN.max_age_value(), Policy::SAME_ORIGIN.methods()), (None, None));
    assert!(!Policy::SAME_ORIGIN.allows_credentials() && !Policy::SAME_ORIGIN.is_enforced());
}

/// `same_origin, dev_origins = […]`: with the list, the policy of its origins; without it, as `same_origin` alone.
#[test]
fn same_origin_with_dev_origins() {
    const DEV: &str = "http://localhost:5173";
    let development = PolicyParts { origins: Origins::SameOrigin, methods: None, enforce: None, ..full() };
    let release = PolicyParts { dev_origins: OriginList::EMPTY, ..development };
    let closed = Policy::SAME_ORIGIN;
    assert!(release.policy().answers_like(&closed) && !development.policy().answers_like(&closed));

    for (parts, allowed) in [(development, true), (release, false)] {
        let mut path = PathPolicies::new();
        path.mount(Mounted::Methods(&["GET"]), &parts.policy());
        let credentials = path.policies().map(Policy::allows_credentials).collect::<Vec<_>>();
        assert_eq!(credentials, [allowed]);
        for (origin, reason) in [
            (DEV, if allowed { Reason::Allowed } else { Reason::SameOriginOnly }),
            (APP, if allowed { Reason::OriginNotAllowed } else { Reason::SameOriginOnly }),
        ] {
            let head = Head::actual("GET", origin);
            let decision = path.decide(&head, path.serving("GET"), Verdicts::NONE);
            assert_eq!(path.reason(&head, path.serving("GET"), Verdicts::NONE, &decision), reason, "{origin}");
        }
        let row = InventoryRow::new("/", RowKind::Route, Some("GET"), Some(&parts.policy()));
        let shown = row.policy.expect("a policy");
        assert_eq!(shown.origins, InventoryOrigins::SameOrigin);
        assert_eq!((shown.dev_origins.is_empty(), shown.credentials), (!allowed, allowed));
        assert_eq!(shown.allow_headers.is_empty(), !allowed);
    }
}

#[test]
fn acknowledgements_are_recorded() {
    let risky = PolicyParts {
        acknowledged: Acknowledged::NONE
            .with(Rule::InsecureOrigin, "kiosks")
            .with(Rule::WebsocketWithoutEnforce, "news"),
        ..PolicyParts::of(policy(&[APP], &[]))
    };
    let rules = |parts: PolicyParts| parts.policy().acknowledged().iter().map(|(rule, _)| rule).collect::<Vec<_>>();
    assert_eq!(rules(risky), [Rule::InsecureOrigin, Rule::WebsocketWithoutEnforce]);
    // Acknowledgements about origins do not hold for another list.
    let others = PolicyParts { acknowledged: risky.acknowledged.for_other_origins(), ..risky };
    assert!(!rules(others).contains(&Rule::InsecureOrigin));
}

/// Handlers whose policies answer alike are one group.
#[test]
fn policies_answer_alike_despite_names_and_acknowledgements() {
    let parts = full();
    let full = parts.policy();
    let acknowledged = parts.acknowledged.with(Rule::InsecureOrigin, "kiosks");
    assert!(full.answers_like(&full));
    assert!(full.answers_like(&PolicyParts { acknowledged, name: "Another", ..parts }.policy()));
    for other in [
        PolicyParts { origins: Origins::Any, ..parts },
        PolicyParts { dev_origins: OriginList::EMPTY, ..parts },
        PolicyParts { credentials: false, ..parts },
        PolicyParts { allow_headers: &["x-a"], allow_headers_value: "x-a", ..parts },
        PolicyParts { expose_headers: &["x-b"], expose_headers_value: "x-b", ..parts },
        PolicyParts { max_age: Some("61"), ..parts },
        PolicyParts { methods: None, ..parts },
        PolicyParts { enforce: None, ..parts },
        PolicyParts { enforce: Some(Enforcement::Report), ..parts },
        PolicyParts { hosts: &["api.example.com"], ..parts },
        PolicyParts { stub: true, ..parts },
    ] {
        let other = other.policy();
        assert!(!full.answers_like(&other) && !other.answers_like(&full), "{other:?}");
    }
}
