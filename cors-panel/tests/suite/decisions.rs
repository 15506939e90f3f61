//! The list of the last decisions. Nothing else in this program makes decisions.

use cors_core::{
    __private::{Decided, record},
    Mounted, PathPolicies, Policy, RequestHead, Verdicts,
};
use cors_panel::POLICY;
use serde_json::Value;

use crate::support::{json, panel, policy};

/// A request of an origin.
struct Head(String);

impl RequestHead for Head {
    fn method(&self) -> &str {
        "GET"
    }

    fn origin(&self) -> impl Iterator<Item = &[u8]> {
        [self.0.as_bytes()].into_iter()
    }

    fn access_control_request_method(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::empty()
    }

    fn access_control_request_headers(&self) -> impl Iterator<Item = &[u8]> {
        std::iter::empty()
    }

    fn header(&self, _: &'static str) -> impl Iterator<Item = &[u8]> {
        std::iter::empty()
    }
}

fn decide(policy: &Policy, route: &str, origin: &str) {
    let mut policies = PathPolicies::new();
    policies.mount(Mounted::Methods(&["GET"]), policy);
    let request = Head(origin.to_owned());
    let (serving, verdicts) = (policies.serving("GET"), Verdicts::NONE);
    let decision = policies.decide(&request, serving, verdicts);
    let decided =
        Decided { request: &request, policies: &policies, serving, verdicts, decision: &decision, doubt: None };
    record(&decided, &route);
}

fn numbers(answer: &Value) -> Vec<u64> {
    let decisions = answer["decisions"].as_array().expect("a list").iter();
    decisions.map(|decision| decision["number"].as_u64().expect("a number")).collect()
}

#[test]
fn the_last_hundred_are_kept_in_order_without_those_of_the_panel() {
    let panel = panel([]);
    let frontend = policy(&["https://app.example.com"], |_| ());
    assert_eq!(json(&panel, "decisions", "after=0").1["last"], 0);
    for number in 1..=130 {
        decide(frontend, "/users/{id}", &format!("https://{number}.example"));
        decide(&POLICY, "/_cors", "https://stranger.example");
    }
    let (_, answer) = json(&panel, "decisions", "after=0");
    assert_eq!(answer["last"], 130);
    assert_eq!(numbers(&answer), (31..=130).collect::<Vec<_>>());
    assert_eq!(answer["decisions"][99]["origin"], "https://130.example");
    assert_eq!(numbers(&json(&panel, "decisions", "after=128").1), [129, 130]);
    assert!(numbers(&json(&panel, "decisions", "after=130").1).is_empty());
    // No number, as for 0.
    for query in ["", "after=", "after=-1", "after=x", "before=1"] {
        assert_eq!(numbers(&json(&panel, "decisions", query).1).len(), 100, "{query}");
    }

    // Neither a route nor an origin is anything but one word.
    decide(frontend, "/a b\n", "https://x.example\n<b>");
    let (_, answer) = json(&panel, "decisions", "after=130");
    let decision = &answer["decisions"][0];
    assert_eq!(
        (decision["route"].as_str(), decision["origin"].as_str()),
        (Some("/a%20b%0A"), Some("https://x.example%0A%3Cb%3E"))
    );
    assert_eq!(decision["reason"], "malformed_origin");
}
