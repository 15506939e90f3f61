//! A named policy that a handler uses as it is: generated code asks nothing about it that was answered where the policy stands.

use cors_core::{
    __private::{COMBINATION_RULES, PolicyParts, literals, override_problem},
    Acknowledged, HandlerFacts, OriginList, Origins, Policy, Rule,
};

static RISKY: OriginList = literals(&[], &["http://*.github.io", "http://localhost:*"], &[0]);

/// Policies that break rules, too: somebody may have put them together without the macro.
fn policies() -> Vec<PolicyParts> {
    let mut policies = vec![
        PolicyParts::NOBODY,
        PolicyParts { origins: Origins::Any, ..PolicyParts::NOBODY },
        PolicyParts { origins: Origins::Listed(&RISKY), ..PolicyParts::NOBODY },
    ];
    let steps: [fn(PolicyParts) -> PolicyParts; 6] = [
        |parts| PolicyParts { credentials: true, ..parts },
        |parts| PolicyParts { enforce: true, ..parts },
        |policy| PolicyParts { allow_headers: &["*"], allow_headers_value: "*", ..policy },
        |policy| PolicyParts { expose_headers: &["*"], expose_headers_value: "*", ..policy },
        |policy| PolicyParts { dev_origins: &RISKY, ..policy },
        |policy| PolicyParts { acknowledged: policy.acknowledged.with(Rule::InsecureOrigin, "a test"), ..policy },
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
        let base: Policy = base.policy();
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
