//! A browser's behaviour, as seen from a page and on the wire, compared with the expectation of a case.

use std::fmt::Debug;

use serde_json::{Value, json};

use super::{pages::Observed, wire::Exchange};
use crate::{case::Case, step::Step};

/// In the words of the cases: `acrh ["x-a,x-a"] (want "x-a")`. Empty where everything is as expected.
pub(crate) fn differences(case: &Case, observed: &[Observed]) -> Vec<String> {
    let steps = case.steps();
    let mut differences = Differences::default();
    differences.expect("requests", observed.len(), &steps.len());
    for (step, observed) in steps.iter().zip(observed) {
        differences.of(case, step, observed);
    }
    differences.0
}

#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn of(&mut self, case: &Case, step: &Step, observed: &Observed) {
        let Observed { seen, exchanges } = observed;
        let expect = &case.expect;
        let (preflights, actual): (Vec<_>, Vec<_>) = exchanges.iter().partition(|exchange| exchange.is_preflight());

        self.expect("preflight", !preflights.is_empty(), &step.preflight_in_turn);
        for preflight in &preflights {
            self.expect("acrm", preflight.sent("access-control-request-method"), &vec![step.acrm.as_str()]);
            let headers: Vec<&str> = step.acrh.iter().map(String::as_str).collect();
            self.expect("acrh", preflight.sent("access-control-request-headers"), &headers);
            self.expect("cookie_preflight", carries_cookie(preflight), &false);
        }
        for exchange in exchanges {
            let origin = exchange.sent("origin");
            match &expect.origin {
                Some(expected) => self.expect("origin", origin, &expected.as_deref().into_iter().collect()),
                None if origin.is_empty() => {}
                None => self.expect("origin", origin, &vec![case.serialised_origin().as_str()]),
            }
        }

        let is_blocked = step.outcome == "blocked";
        if case.request.sequence.is_empty() {
            self.expect("actual_sent", !actual.is_empty(), &expect.actual_sent);
        }
        // The page cannot tell; only the requests on the wire can.
        let outcome = match seen.outcome.as_str() {
            "unknown" if actual.is_empty() => "blocked",
            "unknown" => "sent",
            told => told,
        };
        self.expect("outcome", outcome, &step.outcome.as_str());
        if let (Some(expected), Some(actual), true) = (expect.cookie_actual, actual.last(), step.is_last) {
            self.expect("cookie_actual", carries_cookie(actual), &expected);
        }
        if step.is_last && !is_blocked {
            self.answer(case, observed, actual.last().copied());
        }
    }

    fn answer(&mut self, case: &Case, Observed { seen, .. }: &Observed, actual: Option<&Exchange>) {
        let expect = &case.expect;
        if case.request.api == "fetch" {
            if let Some(expected) = &expect.response_type {
                self.expect("response_type", seen.response_type.as_deref(), &Some(expected.as_str()));
            }
            let status = if expect.outcome == "allowed" { seen.status } else { None };
            if let (Some(_), Some(actual)) = (status, actual) {
                self.expect("status", status, &Some(expect.status.unwrap_or(actual.status)));
            }
        }
        for (name, expected) in [
            ("access-control-allow-origin", &expect.acao_seen),
            ("access-control-allow-credentials", &expect.acac_seen),
            (crate::METHOD_SEEN, &expect.method_seen),
        ] {
            if let Some(expected) = expected {
                self.expect(name, actual.map(|actual| actual.answered(name)), &Some(vec![expected.as_str()]));
            }
        }
        let readable = |name: &str| -> Vec<&str> {
            let named = seen.headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
            named.map(|(_, value)| value.as_str()).collect()
        };
        for (name, value) in &expect.readable {
            self.expect(&format!("readable {name}"), readable(name), &vec![value.as_str()]);
        }
        for name in &expect.unreadable {
            self.expect(&format!("unreadable {name}"), readable(name), &Vec::new());
        }
    }

    fn expect<T: PartialEq + Debug + serde::Serialize>(&mut self, what: &str, seen: T, expected: &T) {
        if seen != *expected {
            self.0.push(format!("{what} {} (want {})", json!(seen), wanted(json!(expected))));
        }
    }
}

/// The cases write what is wanted of one line without the list.
fn wanted(value: Value) -> Value {
    match value {
        Value::Array(mut lines) if lines.len() <= 1 => lines.pop().unwrap_or_default(),
        other => other,
    }
}

fn carries_cookie(exchange: &Exchange) -> bool {
    !exchange.sent("cookie").is_empty()
}
