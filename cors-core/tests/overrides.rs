//! A named policy that a handler uses as it is: generated code asks nothing about it that was answered where the policy stands.

use cors_core::{
    Acknowledged, COMBINATION_RULES, HandlerFacts, OriginIndex, OriginList, OriginPattern, Policy, Rule,
    override_problem,
};
use std::borrow::Cow;

const fn list(patterns: &'static [OriginPattern]) -> OriginList {
    OriginList::indexed(patterns, OriginIndex { slots: &[], subdomains: false, ports: false, lengths: 0 })
}

const PATTERNS: &[OriginPattern] = &[
    OriginPattern::validated(Cow::Borrowed("http://localhost:*"), false),
    OriginPattern::validated(Cow::Borrowed("http://*.github.io"), true),
];
static RISKY: OriginList = list(PATTERNS);

/// Policies that break rules, too: somebody may have put them together without the macro.
fn policies() -> Vec<Policy> {
    let mut policies = vec![Policy::NOBODY, Policy::NOBODY.with_any_origin(), Policy::NOBODY.with_origins(&RISKY)];
    let steps: [fn(Policy) -> Policy; 6] = [
        Policy::with_credentials,
        Policy::enforced,
        |policy| policy.with_allow_headers(&["*"], "*"),
        |policy| policy.with_expose_headers(&["*"], "*"),
        |policy| policy.with_dev_origins(&RISKY),
        |policy| policy.with_acknowledgement(Rule::InsecureOrigin, "a test"),
    ];
    for step in steps {
        policies.extend(policies.clone().into_iter().map(step));
    }
    policies
}

#[test]
fn what_is_not_overridden_breaks_no_rule_again() {
    let facts = |number: u32| HandlerFacts {
        takes_json: number & 1 != 0,
        takes_authorization: number & 2 != 0,
        takes_websocket: number & 4 != 0,
    };
    let mut found = 0;
    for base in policies() {
        let used = base.named("handler");
        for number in 0..8 {
            for &rule in COMBINATION_RULES.iter().chain(&[Rule::ConflictingOptions]) {
                let handler = facts(number);
                let asks = match rule {
                    Rule::JsonWithoutContentType => handler.takes_json,
                    Rule::AuthWithoutAuthorization => handler.takes_authorization,
                    Rule::WebsocketWithoutEnforce => handler.takes_websocket,
                    _ => false,
                };
                let problem = override_problem(&base, &used, Acknowledged::NONE, handler, rule);
                assert!(asks || problem.is_none(), "{base:?}, {handler:?}: {problem:?}");
                found += usize::from(problem.is_some());
            }
        }
    }
    assert!(found > 0, "handlers that ask for something are told");
}
