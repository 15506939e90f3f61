//! Policies that generated code derives from others, and what they answer about themselves.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code)]
mod support;

use cors_core::{
    Acknowledged, Decision, HandlerFacts, Mounted, OriginList, Origins, PathPolicies, Policy, PolicySpec, Reason, Rule,
    override_problem,
};
use support::{Head, policy};

const APP: &str = "https://app.example.com";
const EVIL: &str = "https://evil.test";

/// A policy that says something with every option.
fn full() -> Policy {
    let list = |names: &[&str]| Some(names.iter().map(ToString::to_string).collect());
    let spec = PolicySpec {
        origins: list(&[APP]),
        dev_origins: list(&["http://localhost:5173"]),
        allow_headers: list(&["content-type", "x-a"]),
        expose_headers: list(&["x-b", "x-c"]),
        ..PolicySpec::default()
    };
    let policy = spec.validate().expect("a valid policy").leak("Full");
    Policy { methods: Some(&["GET"]), max_age: Some("60"), ..policy.with_credentials().enforced() }
}

/// `policy = Full, same_origin`: every grant is gone, and `enforce` stays.
#[test]
fn closing_a_policy_keeps_enforce() {
    let closed = full().with_nobody();
    assert!(closed.is_enforced());
    assert_eq!(closed, Policy::NOBODY.named("Full").enforced());
    assert!(!Policy { enforce: false, ..full() }.with_nobody().is_enforced());

    for (method, mounted) in [("GET", Mounted::Methods(&["GET"])), ("POST", Mounted::Any)] {
        let mut path = PathPolicies::new();
        path.mount(mounted, Box::leak(Box::new(closed)));
        for origin in [APP, EVIL] {
            let head = Head::actual(method, origin);
            let Decision::Refuse(refusal) = path.decide(&head) else { panic!("{method} {origin} is not refused") };
            assert_eq!((refusal.reason, refusal.vary_by_origin), (Reason::SameOriginOnly, true));
        }
        let own = Head { others: vec![("sec-fetch-site", b"same-origin".to_vec())], ..Head::actual(method, EVIL) };
        assert!(matches!(path.decide(&own), Decision::Forward(_)));
    }
}

#[test]
fn closing_a_policy_that_does_not_compile_leaves_it_one() {
    assert!(Policy::STUB.is_stub() && Policy::STUB.with_nobody().is_stub());
    assert!(!Policy::NOBODY.is_stub() && !full().with_nobody().is_stub());
}

#[test]
fn a_policy_says_what_it_was_given() {
    let policy = full();
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
    assert_eq!(Policy::NOBODY.allow_headers_value(), None);
    assert_eq!(Policy::NOBODY.expose_headers_value(), None);
    assert_eq!((Policy::NOBODY.max_age_value(), Policy::NOBODY.methods()), (None, None));
    assert!(!Policy::NOBODY.allows_credentials() && !Policy::NOBODY.is_enforced());
}

#[test]
fn acknowledged_risks_are_on_the_record() {
    let risky = Policy {
        acknowledged: Acknowledged::NONE
            .with(Rule::InsecureOrigin, "kiosks")
            .with(Rule::WebsocketWithoutEnforce, "news"),
        ..*policy(&[APP], &[])
    };
    let rules = |policy: &Policy| policy.acknowledged().iter().map(|(rule, _)| rule).collect::<Vec<_>>();
    assert_eq!(rules(&risky), [Rule::InsecureOrigin, Rule::WebsocketWithoutEnforce]);
    // Other origins, other risks.
    assert!(!rules(&risky.with_any_origin()).contains(&Rule::InsecureOrigin));
    assert_eq!(risky.with_any_origin().origins(), Origins::Any);
}

#[test]
fn responses_that_depend_on_the_origin() {
    static LOCAL: OriginList = OriginList::literals(&["http://localhost:5173"], &[], 0, false, false, &[]);
    for (policy, varies) in [
        (*policy(&[APP], &[]), true),
        (Policy::NOBODY, false),
        (Policy::NOBODY.enforced(), true),
        (Policy { dev_origins: &LOCAL, ..Policy::NOBODY }, true),
        (Policy::NOBODY.with_any_origin(), false),
        (Policy::NOBODY.with_any_origin().enforced(), false),
    ] {
        assert_eq!(policy.varies_by_origin(), varies, "{policy:?}");
    }
}

/// Handlers whose policies answer alike are one group, whatever the policies are called.
#[test]
fn policies_that_answer_alike() {
    let full = full();
    let acknowledged = full.acknowledged.with(Rule::InsecureOrigin, "kiosks");
    assert!(full.answers_like(&full));
    assert!(full.answers_like(&Policy { acknowledged, ..full.named("Another") }));
    for other in [
        Policy { origins: Origins::Any, ..full },
        Policy { dev_origins: OriginList::EMPTY, ..full },
        Policy { credentials: false, ..full },
        Policy { allow_headers: &["x-a"], allow_headers_value: "x-a", ..full },
        Policy { expose_headers: &["x-b"], expose_headers_value: "x-b", ..full },
        Policy { max_age: Some("61"), ..full },
        Policy { methods: None, ..full },
        Policy { enforce: false, ..full },
        Policy { stub: true, ..full },
    ] {
        assert!(!full.answers_like(&other) && !other.answers_like(&full), "{other:?}");
    }
}

/// `policy = Closed` and an option that grants something: `same_origin` wins, so that the option would do nothing.
#[test]
fn options_that_a_closed_policy_makes_pointless() {
    static LOCAL: OriginList = OriginList::literals(&["http://localhost:5173"], &[], 0, false, false, &[]);
    let closed = Policy::NOBODY.named("Closed");
    let problem = |policy: &Policy| {
        let rule = Rule::ConflictingOptions;
        override_problem(&closed, policy, Acknowledged::NONE, HandlerFacts::default(), rule)
    };
    for policy in [
        closed.with_credentials(),
        closed.with_any_origin(),
        Policy { dev_origins: &LOCAL, ..closed },
        Policy { allow_headers: &["x-a"], allow_headers_value: "x-a", ..closed },
        Policy { expose_headers: &["x-a"], expose_headers_value: "x-a", ..closed },
        Policy { max_age: Some("60"), ..closed },
        Policy { methods: Some(&["GET"]), ..closed },
    ] {
        assert!(problem(&policy).is_some_and(|text| text.contains("[conflicting_options]")), "{policy:?}");
    }
    for policy in [closed, closed.named("handler"), closed.enforced()] {
        assert_eq!(problem(&policy), None, "{policy:?}");
    }
    // What is wrong with the named policy itself is not said again.
    assert_eq!(
        override_problem(&Policy::STUB, &full(), Acknowledged::NONE, HandlerFacts::default(), Rule::ConflictingOptions),
        None
    );
}
