//! The hosts of a router that is nested or merged: they restrict its own routes, and no others.

use axum::{Router, routing::get};
use cors_axum::{CorsRouter, cors, routes};
use cors_tests::exchange::{APP, from, preflight, request};

#[cors(origins = ["https://app.example.com"])]
async fn list() -> &'static str {
    "list"
}

fn inner() -> CorsRouter {
    CorsRouter::new().route("/x", routes![get(list)]).route_without_cors("/plain", get(async || "plain"))
}

async fn status(app: &Router, line: &str, host: &str) -> u16 {
    request(line).header("host", host).send(app).await.status
}

async fn check(app: CorsRouter, rows: &[(&str, &str, u16)]) {
    let app = app.into_router();
    for (line, host, expected) in rows {
        assert_eq!(status(&app, line, host).await, *expected, "{line} {host}");
        assert_eq!(from(line, APP).header("host", host).send(&app).await.status, *expected, "{line} {host}");
        if *expected == 403 {
            let preflight = preflight(line, APP).header("host", host).send(&app).await;
            assert_eq!((preflight.status, preflight.access_control()), (403, vec![]), "{line} {host}");
        }
    }
}

#[tokio::test]
async fn of_a_nested_router() {
    let app = || CorsRouter::new().nest("/in", inner().hosts(["a.example"])).route("/out", routes![get(list)]);
    let rows = [
        ("GET /in/x", "a.example", 200),
        ("GET /in/x", "b.example", 403),
        ("GET /in/plain", "a.example", 200),
        ("GET /in/plain", "b.example", 403),
        ("GET /out", "b.example", 200),
        ("GET /in/unknown", "b.example", 404),
        ("GET /unknown", "b.example", 404),
    ];
    check(app(), &rows).await;
    check(app().fallback_without_cors(async || "fallback"), &rows[..5]).await;
    // Both lists have to be met.
    let both = [
        ("GET /in/x", "a.example", 200),
        ("GET /in/x", "b.example", 403),
        ("GET /out", "b.example", 200),
        ("GET /out", "c.example", 403),
        ("GET /unknown", "c.example", 403),
        ("GET /unknown", "b.example", 404),
    ];
    check(app().hosts(["a.example", "b.example"]), &both).await;
}

#[tokio::test]
async fn of_a_merged_router() {
    let other = || CorsRouter::new().route("/y", routes![get(list)]);
    let rows = [
        ("GET /x", "a.example", 200),
        ("GET /x", "b.example", 403),
        ("GET /plain", "b.example", 403),
        ("GET /y", "b.example", 200),
        ("GET /unknown", "b.example", 404),
    ];
    check(other().merge(inner().hosts(["a.example"])), &rows).await;
    check(inner().hosts(["a.example"]).merge(other()), &[("GET /y", "b.example", 403), ("GET /x", "a.example", 200)])
        .await;
    let own_fallback = inner().hosts(["a.example"]).fallback_without_cors(async || "fallback");
    let rows = [("GET /unknown", "a.example", 200), ("GET /unknown", "b.example", 403), ("GET /y", "b.example", 200)];
    check(other().merge(own_fallback), &rows).await;
}

/// Routes that are added after `hosts`, layers and states make no difference.
#[tokio::test]
async fn whenever_routes_are_added() {
    let late = CorsRouter::new()
        .hosts(["a.example"])
        .nest("/in", inner())
        .merge_without_cors(Router::new().route("/foreign", get(async || "foreign")))
        .nest_without_cors("/nested", Router::new().route("/foreign", get(async || "foreign")))
        .fallback_without_cors(async || "fallback")
        .with_state(());
    let rows = ["/in/x", "/in/plain", "/foreign", "/nested/foreign", "/unknown"].map(|path| format!("GET {path}"));
    let rows: Vec<_> =
        rows.iter().flat_map(|line| [(line.as_str(), "a.example", 200), (line.as_str(), "b.example", 403)]).collect();
    check(late, &rows).await;
}

/// A finished router inside another one keeps its hosts, and its refusal gets no headers of the outer policy.
#[tokio::test]
async fn of_a_finished_router_inside_a_service_with_a_policy() {
    #[cors(origins = "*")]
    struct Public;
    let service = inner().hosts(["a.example"]).into_router();
    let app = CorsRouter::new().nest_service("/in", cors_axum::with_policy(Public).any_service(service));
    let app = app.into_router();
    let refused = from("GET /in/x", APP).header("host", "b.example").send(&app).await;
    assert_eq!((refused.status, refused.access_control()), (403, vec![]));
    let served = from("GET /in/x", APP).header("host", "a.example").send(&app).await;
    assert_eq!((served.status, served.allowed_origin()), (200, Some(APP)));
}

#[test]
fn the_inventory_lists_them() {
    let inventory =
        CorsRouter::new().nest("/in", inner().hosts(["a.example"])).hosts(["a.example", "b.example"]).inventory();
    let text = inventory.to_string();
    assert!(text.contains("router's hosts  a.example\n  router's hosts  a.example, b.example\n"), "{text}");
    assert_eq!(inventory.rows()[0].router_hosts, [vec!["a.example"], vec!["a.example", "b.example"]]);
}

#[test]
#[should_panic(expected = "[malformed_host]")]
fn they_are_checked_at_the_start() {
    let _ = inner().hosts(["https://a.example"]);
}
