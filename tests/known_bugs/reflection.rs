//! Reflection and wildcards: no origin is allowed because it was sent.

use cors_core::{OriginSet, PolicySpec, Rule};

use cors_tests::{
    driver::Driver,
    exchange::{ADMIN, APP, EVIL, check, denied, from, granted, preflight, readable, request, unreadable},
    on_every_framework,
};

use crate::app::App;

on_every_framework! {
    crate::app:
    v35_cve_2018_20744_a_wildcard_never_becomes_the_page
    v39_cve_2023_49803_a_policy_reflects_no_origin
    v41_cve_2026_32610_a_wildcard_in_a_list_is_a_wildcard
    v44_sails_nsp_148_nothing_is_allowed_by_default
}

fn all_origins() -> PolicySpec {
    PolicySpec { origins: Some(vec!["*".to_owned()]), ..PolicySpec::default() }
}

fn rules(spec: &PolicySpec) -> Vec<Rule> {
    spec.validate().err().into_iter().flatten().map(|issue| issue.kind.rule()).collect()
}

/// rs/cors: with `*` and credentials, every origin was reflected, and could read with cookies. Here the two together do not compile.
/// Asked: `*` stays `*`, without credentials, whatever is sent along.
async fn v35_cve_2018_20744_a_wildcard_never_becomes_the_page(app: &App<impl Driver>) {
    for origin in [APP, EVIL, "null", "", "x y"] {
        let rows = [
            (from("GET /public", origin), readable(200, "*")),
            (from("GET /public", origin).header("cookie", "session=1"), readable(200, "*")),
            (from("GET /public", origin).header("authorization", "Bearer x"), readable(200, "*")),
        ];
        check(app, &rows).await;
    }
    let rows = [
        (request("GET /public"), readable(200, "*")),
        (preflight("PUT /public", EVIL).request_headers("authorization"), granted("*", "GET, [HEAD], PUT")),
    ];
    check(app, &rows).await;
}

/// gorilla/handlers: the same. Asked: a policy that is made while the program runs keeps the rule of the attribute.
#[test]
fn v36_cve_2017_20146_everybody_with_credentials_is_refused_at_run_time_too() {
    assert_eq!(rules(&all_origins()), []);
    assert_eq!(rules(&PolicySpec { credentials: true, ..all_origins() }), [Rule::WildcardWithCredentials]);
}

/// Fiber: the same; what allowed it was the configuration. Asked: a list from a configuration that has `*` in it is no list.
#[test]
fn v37_cve_2024_25124_a_configuration_cannot_let_everybody_in() {
    for text in ["*", "https://app.example.com *", "*,https://app.example.com", " * "] {
        assert!(OriginSet::from_text(text).is_err(), "{text}");
    }
    assert!(OriginSet::from_text("https://app.example.com").is_ok());
}

/// Tomcat: without configuration all origins were allowed, with credentials. Asked: a policy without origins is none.
#[test]
fn v38_cve_2018_8014_there_is_no_policy_without_origins() {
    let credentials = PolicySpec { credentials: true, ..PolicySpec::default() };
    let empty = PolicySpec { origins: Some(Vec::new()), ..PolicySpec::default() };
    for spec in [PolicySpec::default(), credentials, empty] {
        assert_eq!(rules(&spec), [Rule::NoOrigins]);
    }
}

/// @koa/cors: by default every origin was reflected.
/// Asked: of pages that ask, each is let in where it is listed and nowhere else.
async fn v39_cve_2023_49803_a_policy_reflects_no_origin(app: &App<impl Driver>) {
    for (line, listed) in [("POST /two", ADMIN), ("GET /two", APP), ("DELETE /moved", ADMIN)] {
        for origin in [APP, ADMIN, EVIL, "null", "http://localhost:3000", "https://api.example.com"] {
            let answer = from(line, origin).send(app).await;
            let named = answer.allowed_origin().is_some();
            assert_eq!(named, origin == listed, "{line} from {origin}: {:?}", answer.lines());
        }
    }
}

/// Glances: `["*"]` in a list, with credentials, allowed every origin. Here the two together do not compile.
/// Asked: `["*"]` is `"*"`.
async fn v41_cve_2026_32610_a_wildcard_in_a_list_is_a_wildcard(app: &App<impl Driver>) {
    let rows = [
        (from("GET /star", EVIL), readable(200, "*")),
        (from("GET /star", EVIL).header("cookie", "session=1"), readable(200, "*")),
        (preflight("GET /star", EVIL), granted("*", "GET, [HEAD]")),
    ];
    check(app, &rows).await;
}

/// Spring, flask-cors, Django, rocket_cors, Micronaut: patterns for all origins, with credentials, without a warning.
/// Asked: a list from a configuration takes none of them. That the attribute takes none is shown where it does not compile.
#[test]
fn v43_spring_origin_patterns_no_pattern_is_everybody() {
    let patterns =
        ["*", "**", "https://*", "http*", "*://*", "https://*.*", "https://*:*", ".*", "https://*.com", "^.*$", "%"];
    for pattern in patterns {
        assert!(OriginSet::from_text(pattern).is_err(), "{pattern}");
    }
    assert!(OriginSet::from_text("https://*.example.com").is_ok());
}

/// sails, spring-integration, RESTEasy: credentials, headers or methods were allowed by default.
/// Asked: a policy that lists an origin and nothing else, to the last line of its answers.
async fn v44_sails_nsp_148_nothing_is_allowed_by_default(app: &App<impl Driver>) {
    let all = preflight("GET /users/7", APP).request_headers("authorization, content-type, x-requested-with");
    let rows = [
        (all, granted(APP, "GET, [HEAD]")),
        (preflight("GET /users/7", EVIL), denied()),
        (from("GET /users/7", APP).header("cookie", "session=1"), readable(200, APP)),
        (from("GET /users/7", EVIL), unreadable(200)),
    ];
    check(app, &rows).await;
}
