//! The last decisions.

use cors_core::{
    __private::{RecentDecision, decisions_after},
    Reason,
};
use serde_json::{Value, json};

use super::documentation;

/// The decisions after the number in the query: `after=12`.
pub(super) fn after(query: Option<&str>) -> Value {
    let number = query.and_then(|query| query.strip_prefix("after=")).and_then(|number| number.parse().ok());
    let (last, decisions) = decisions_after(number.unwrap_or(0));
    json!({
        "last": last,
        "decisions": decisions.iter().map(shown).collect::<Vec<_>>(),
    })
}

fn shown(decision: &RecentDecision) -> Value {
    json!({
        "number": decision.number,
        "time": decision.time,
        "route": decision.route,
        "method": decision.method,
        "origin": decision.origin,
        "words": decision.words,
        "mark": mark(decision),
        "reason": decision.reason.code(),
        "sentence": decision.reason.sentence(),
        "document": documentation::of_reason(decision.reason),
        "policy": decision.policy,
    })
}

/// The kind of a decision, for its colour and its sign.
fn mark(decision: &RecentDecision) -> &'static str {
    match decision.reason {
        // By `enforce = "report"`.
        _ if decision.words == "request would be refused" => "reported",
        Reason::Allowed => "allowed",
        Reason::NoOrigin | Reason::SameOrigin | Reason::Link => "neutral",
        _ => "denied",
    }
}
