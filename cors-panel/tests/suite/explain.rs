//! Questions and their answers.

use cors_core::InventoryOrigins;
use serde_json::Value;
use url::form_urlencoded::Serializer;

use crate::support::{enforced, json, panel, policy, row};

const APP: &str = "https://app.example.com";

fn query(pairs: &[(&str, &str)]) -> String {
    let route = [("route", "/users/{id}"), ("kind", "route")];
    Serializer::new(String::new()).extend_pairs(route.iter().chain(pairs)).finish()
}

fn frontend() -> cors_panel::Panel {
    let policy = policy(&[APP], |spec| {
        spec.credentials = true;
        spec.allow_headers = Some(vec!["content-type".to_owned()]);
    });
    panel([row(Some("GET"), Some(policy)), row(Some("POST"), Some(policy))])
}

fn lines(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().map(|line| line.as_str().expect("text")).collect()
}

#[test]
fn a_preflight_and_its_request_can_be_read() {
    let question =
        [("method", "POST"), ("origin", APP), ("headers", "content-type: application/json"), ("credentials", "1")];
    let (status, answer) = json(&frontend(), "explain", &query(&question));
    assert_eq!((status, answer["verdict"].as_str()), (200, Some("readable")), "{answer:#}");
    assert_eq!(answer["outcome"], "The script can read the response.");
    let [preflight, actual] = answer["exchanges"].as_array().expect("a list").as_slice() else { panic!("{answer:#}") };
    assert_eq!(preflight["name"], "preflight");
    assert_eq!(
        lines(&preflight["request"]),
        [
            "OPTIONS /users/{id}",
            "Accept: */*",
            "Origin: https://app.example.com",
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: content-type",
        ]
    );
    assert_eq!(preflight["status"], 204);
    assert!(lines(&preflight["response"]).contains(&"Access-Control-Allow-Credentials: true"), "{preflight:#}");
    assert_eq!((actual["name"].as_str(), actual["credentials"].as_bool()), (Some("request"), Some(true)));
    assert_eq!(actual["reason"]["code"], "allowed");
    for step in answer["steps"].as_array().expect("a list") {
        assert!(step["url"].as_str().is_some_and(|url| url.starts_with("https://fetch.spec.whatwg.org/#")), "{step}");
    }
}

#[test]
fn a_stranger_is_blocked_with_a_reason() {
    let question =
        [("method", "POST"), ("origin", "https://stranger.example"), ("headers", "content-type: application/json")];
    let (_, answer) = json(&frontend(), "explain", &query(&question));
    assert_eq!(answer["verdict"], "blocked");
    assert!(answer["outcome"].as_str().is_some_and(|words| words.contains("preflight")), "{answer:#}");
    assert_eq!(answer["exchanges"].as_array().map(Vec::len), Some(1));
    assert_eq!(answer["exchanges"][0]["reason"]["code"], "origin_not_allowed");
    assert_eq!(answer["exchanges"][0]["status"], 403);
}

/// The target is the panel's own origin, so that `hosts` sees a name, and the own pages are recognised.
#[test]
fn the_target_is_the_panels_origin() {
    let policy = policy(&[APP], |spec| {
        spec.hosts = Some(vec!["localhost:*".to_owned()]);
        enforced(spec);
    });
    let panel = panel([row(Some("GET"), Some(policy))]);
    for (to, origin, verdict) in [
        ("http://localhost:4000", APP, "readable"),
        ("http://rebound.example:4000", APP, "blocked"),
        ("http://localhost:4000", "http://localhost:4000", "readable"),
        ("http://localhost:4000", "https://stranger.example", "blocked"),
    ] {
        let (_, answer) = json(&panel, "explain", &query(&[("method", "GET"), ("origin", origin), ("to", to)]));
        assert_eq!(answer["verdict"], verdict, "{to} {origin}: {answer:#}");
    }
}

#[test]
fn origins_of_a_source_are_supposed_on_request() {
    let mut tenants = row(Some("GET"), Some(policy(&[APP], |_| ())));
    if let Some(policy) = &mut tenants.policy {
        policy.origins = InventoryOrigins::Source("shop::TENANTS".to_owned());
    }
    let panel = panel([tenants]);
    let question = [("method", "GET"), ("origin", "https://tenant.example")];
    let (_, denied) = json(&panel, "explain", &query(&question));
    assert_eq!(denied["verdict"], "blocked");
    assert!(denied["notes"][0].as_str().is_some_and(|note| note.contains("`shop::TENANTS`")), "{denied:#}");
    let (_, supposed) = json(&panel, "explain", &query(&[&question[..], &[("known", "1")]].concat()));
    assert_eq!(supposed["verdict"], "readable");
    // No source can allow it.
    let malformed = [("method", "GET"), ("origin", "https://tenant.example/"), ("known", "1")];
    let (status, refused) = json(&panel, "explain", &query(&malformed));
    assert_eq!(status, 400);
    assert!(refused["error"].as_str().is_some_and(|words| words.contains("does not end with `/`")), "{refused}");
}

#[test]
fn guards_are_noted() {
    let mut guarded = row(Some("GET"), Some(policy(&[APP], |_| ())));
    guarded.guarded = true;
    let (_, answer) = json(&panel([guarded]), "explain", &query(&[("method", "GET"), ("origin", APP)]));
    assert!(answer["notes"][0].as_str().is_some_and(|note| note.starts_with("Guards")), "{answer:#}");
}

#[test]
fn a_question_that_is_not_one_is_refused_in_words() {
    for (pairs, words) in [
        (&[("method", "GET")][..], "origin is missing"),
        (&[("method", "GET"), ("origin", APP), ("headers", "content-type")], "has no colon: `content-type`"),
        (&[("method", "GET"), ("origin", APP), ("route", "/other")], "has no route `/other`"),
        (&[("method", "GET"), ("origin", APP), ("kind", "nested")], "has no route"),
    ] {
        let (status, answer) = json(&frontend(), "explain", &query(pairs));
        assert_eq!(status, 400, "{pairs:?}");
        assert!(answer["error"].as_str().is_some_and(|error| error.contains(words)), "{answer}");
    }
    // What a browser refuses is an explanation.
    for (pairs, words) in [
        (&[("method", "CONNECT"), ("origin", APP)], "may not use the method"),
        (&[("method", "a b"), ("origin", APP)], "not a method"),
    ] {
        let (status, answer) = json(&frontend(), "explain", &query(pairs));
        assert_eq!((status, answer["verdict"].as_str()), (200, Some("blocked")));
        assert!(answer["outcome"].as_str().is_some_and(|outcome| outcome.contains(words)), "{answer}");
    }
}

#[test]
fn a_prefix_is_shown_as_one() {
    let mut nested = row(None, Some(policy(&[APP], |_| ())));
    (nested.pattern, nested.kind) = ("/files".to_owned(), cors_core::RowKind::Nested);
    let question = query(&[("method", "GET"), ("origin", APP), ("route", "/files"), ("kind", "nested")]);
    let (_, answer) = json(&panel([nested]), "explain", &question);
    assert_eq!(answer["exchanges"][0]["request"][0], "GET /files/…");
}
