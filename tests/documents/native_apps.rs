//! `docs/guide/native-apps.md` has a table of the origins that applications send: each is sent to a policy with the entry beside it.

use actix_web::{App, web};
use axum::routing::MethodFilter;
use cors_actix::{WithCors, resource};
use cors_axum::{CorsMethodRouter, CorsRouter};
use cors_core::{Acknowledgement, Enforcement, Policy, PolicySpec, Rule};
use cors_tests::driver::{Driver, call_actix};
use http::{Request, Response};

const CHAPTER: &str = include_str!("../../docs/guide/native-apps.md");

/// A row of the table.
struct Row {
    line: &'static str,
    /// `None`: the application sends no `Origin`.
    sends: Option<&'static str>,
    /// `None`: there is nothing that allows it.
    entry: Option<&'static str>,
    rule: Option<&'static str>,
}

fn rows() -> Vec<Row> {
    let code = |cell: &'static str| cell.strip_prefix('`')?.strip_suffix('`');
    let lines = CHAPTER.lines().skip_while(|line| !line.starts_with("|---")).skip(1);
    let rows = lines.take_while(|line| line.starts_with('|')).map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [_, sends, entry, rule] = *cells else { panic!("four cells: {line}") };
        Row { line, sends: code(sends), entry: code(entry), rule: code(rule) }
    });
    rows.collect()
}

fn spec(entry: &str) -> PolicySpec {
    PolicySpec {
        origins: Some(vec!["https://app.example.com".to_owned(), entry.to_owned()]),
        credentials: true,
        enforce: Some(Enforcement::Refuse),
        ..PolicySpec::default()
    }
}

/// The names of the rules that a policy breaks.
fn broken(spec: &PolicySpec) -> Vec<&'static str> {
    match spec.validate() {
        Ok(_) => Vec::new(),
        Err(issues) => issues.as_slice().iter().map(|issue| issue.kind.rule().name()).collect(),
    }
}

/// The policy of a row, with its rule acknowledged.
fn policy(row: &Row, entry: &str) -> &'static Policy {
    let spec = spec(entry);
    assert_eq!(broken(&spec), Vec::from_iter(row.rule), "{}", row.line);
    let acknowledged =
        |rule: &str| Acknowledgement { rule: rule.to_owned(), reason: "requests carry a token".to_owned() };
    let spec = PolicySpec { acknowledgements: row.rule.map(acknowledged).into_iter().collect(), ..spec };
    spec.validate().unwrap_or_else(|issues| panic!("{}: {issues}", row.line)).leak("Frontend")
}

async fn ask(app: &impl Driver, method: &str, origin: Option<&'static str>) -> Response<Vec<u8>> {
    let mut request = Request::builder().method(method).uri("/profile").header("host", "api.example.com");
    if let Some(origin) = origin {
        request = request.header("origin", origin);
    }
    if method == "OPTIONS" {
        request = request.header("access-control-request-method", "GET");
    }
    app.send(request.body("").expect("a request")).await
}

async fn check(app: &impl Driver, row: &Row) {
    if row.sends.is_none() {
        assert_eq!(ask(app, "GET", None).await.status(), 200, "{}", row.line);
        return;
    }
    for method in ["GET", "OPTIONS"] {
        let response = ask(app, method, row.sends).await;
        let allowed = response.headers().get("access-control-allow-origin").map(|value| value.to_str().expect("text"));
        assert_eq!(allowed, row.sends, "{}", row.line);
        assert_eq!(ask(app, method, Some("https://evil.test")).await.status(), 403, "{}", row.line);
    }
}

#[tokio::test]
async fn each_origin_is_allowed_by_its_entry() {
    let mut count = 0;
    for row in rows() {
        let policy = match (row.sends, row.entry) {
            (Some(origin), None) => {
                assert_eq!(broken(&spec(origin)), Vec::from_iter(row.rule), "{}", row.line);
                let rule = Rule::ALL.iter().find(|rule| Some(rule.name()) == row.rule).expect("a rule");
                assert!(!rule.is_acknowledgeable(), "{}", row.line);
                continue;
            }
            (_, entry) => policy(&row, entry.unwrap_or("https://admin.example.com")),
        };
        check(&on_axum(policy), &row).await;
        check(&on_actix(policy).await, &row).await;
        count += 1;
    }
    assert!(count > 10, "{count} rows");
}

fn on_axum(policy: &'static Policy) -> axum::Router {
    let routes = CorsMethodRouter::new();
    let routes = cors_axum::__private::on_policy(routes, MethodFilter::GET, policy, async || "Ada");
    CorsRouter::new().route("/profile", routes).into_router()
}

async fn on_actix(policy: &'static Policy) -> impl Driver {
    let routes = cors_actix::Routes::default();
    let routes = cors_actix::__private::on_policy(routes, "GET", policy, web::to(async || "Ada"));
    call_actix(App::new().with_cors().service(resource("/profile").route(routes)).finish()).await
}
