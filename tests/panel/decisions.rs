//! The decisions that the panel lists. They are those of the process, so each test looks for its own origins.

use cors_tests::{driver::Served, on_every_framework};
use http::Request;
use serde_json::Value;

use crate::app::{get, json, send};

on_every_framework! {
    crate::app:
    each_decision_is_listed_with_its_reason
    a_hostile_origin_is_only_text
    the_panels_own_requests_are_not_listed
    a_question_is_answered_by_the_declared_policies
}

/// The decisions about requests of an origin, oldest first.
async fn of(app: &Served, origin: &str) -> Vec<Value> {
    let decisions = json(app, "/_cors/decisions?after=0").await;
    let all = decisions["decisions"].as_array().expect("a list").clone();
    all.into_iter().filter(|decision| decision["origin"] == origin).collect()
}

async fn each_decision_is_listed_with_its_reason(app: &Served) {
    // Both frameworks are tested in one process.
    let origin = format!("https://{}.example", app.address().port());
    let from = |request: http::request::Builder| request.header("origin", &origin);
    send(app, from(get("/users"))).await;
    let preflight = Request::options("/users").header("host", "localhost:4000");
    send(app, from(preflight).header("access-control-request-method", "POST")).await;
    send(app, from(get("/health"))).await;

    let decisions = of(app, &origin).await;
    let told = |decision: &Value| {
        ["route", "method", "words", "reason", "mark"].map(|field| decision[field].as_str().expect("text").to_owned())
    };
    assert_eq!(
        decisions.iter().map(told).collect::<Vec<_>>(),
        [
            ["/users", "GET", "response not to be read", "origin_not_allowed", "denied"],
            ["/users", "POST", "preflight denied", "origin_not_allowed", "denied"],
            ["/health", "GET", "request allowed", "allowed", "allowed"],
        ]
    );
    assert_eq!(decisions[0]["policy"], "Frontend");
    assert_eq!(decisions[0]["sentence"], "the origin is not on the allow-list of this method");
    assert_eq!(decisions[0]["document"], "docs/guide/events.md");
    let number = |decision: &Value| decision["number"].as_u64().expect("a number");
    assert!(number(&decisions[0]) < number(&decisions[2]));
    let time = decisions[0]["time"].as_u64().expect("milliseconds");
    assert!((1_700_000_000_000..10_000_000_000_000).contains(&time), "{time}");

    // Those after a number alone.
    let later = json(app, &format!("/_cors/decisions?after={}", number(&decisions[1]))).await;
    let later = later["decisions"].as_array().expect("a list");
    assert!(later.iter().all(|decision| number(decision) > number(&decisions[1])), "{later:?}");
    assert!(later.contains(&decisions[2]));
}

async fn a_hostile_origin_is_only_text(app: &Served) {
    let port = app.address().port();
    let hostile = format!("https://{port}.example\"><img src=x onerror=alert(1)>");
    send(app, get("/users").header("origin", &hostile)).await;
    let escaped = format!("https://{port}.example%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert%281%29%3E");
    let decisions = of(app, &escaped).await;
    assert_eq!(decisions.len(), 1);
    assert_eq!(decisions[0]["reason"], "malformed_origin");
}

async fn the_panels_own_requests_are_not_listed(app: &Served) {
    let origin = format!("https://own-{}.example", app.address().port());
    let response = send(app, get("/_cors/inventory").header("origin", &origin)).await;
    assert_eq!(response.status(), 403);
    let preflight = Request::options("/_cors/").header("host", "localhost:4000").header("origin", &origin);
    send(app, preflight.header("access-control-request-method", "PUT")).await;
    // The control.
    send(app, get("/users").header("origin", &origin)).await;
    let decisions = of(app, &origin).await;
    assert_eq!(decisions.iter().map(|decision| decision["route"].clone()).collect::<Vec<_>>(), ["/users"]);
}

async fn a_question_is_answered_by_the_declared_policies(app: &Served) {
    let question = "/_cors/explain?route=%2Fusers&kind=route&method=POST&headers=content-type%3A+application%2Fjson\
                    &credentials=1&to=http%3A%2F%2Flocalhost%3A4000&origin=";
    for (origin, verdict) in [
        ("https%3A%2F%2Fapp.example.com", "readable"),
        // A development origin: this is a debug build.
        ("http%3A%2F%2Flocalhost%3A5173", "readable"),
        ("https%3A%2F%2Fstranger.example", "blocked"),
    ] {
        let answer = json(app, &format!("{question}{origin}")).await;
        assert_eq!(answer["verdict"], verdict, "{answer:#}");
        assert_eq!(answer["exchanges"][0]["name"], "preflight");
        assert_eq!(answer["exchanges"][0]["request"][0], "OPTIONS /users");
    }
}
