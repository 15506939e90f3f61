//! Each server is wrong in one way, which the scan names.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use expect_test::expect;

use super::{
    APP, faults, report,
    server::{Asked, answering},
};
use crate::command::run;

type Headers = Vec<(&'static str, String)>;

/// The headers of a grant.
fn granted(origin: &str, credentials: bool) -> Headers {
    let mut headers = vec![
        ("access-control-allow-origin", origin.to_owned()),
        ("access-control-allow-methods", "GET, PUT, DELETE".to_owned()),
        ("access-control-allow-headers", "x-cors-audit".to_owned()),
        ("vary", "Origin".to_owned()),
        ("server", "wrong/1.0".to_owned()),
    ];
    if credentials {
        headers.push(("access-control-allow-credentials", "true".to_owned()));
    }
    headers
}

/// A server that grants, with credentials, the origins for which the function returns true.
fn granting(is_allowed: impl Fn(&str) -> bool + Clone + Send + Sync + 'static) -> String {
    answering(move |asked| {
        let headers = if is_allowed(&asked.origin) { granted(&asked.origin, true) } else { Vec::new() };
        (200, [headers, vec![("vary", "Origin".to_owned())]].concat())
    })
}

#[test]
fn reflected_origins_are_found() {
    let with_credentials = answering(|asked| (200, granted(&asked.origin, true)));
    assert_eq!(faults(&with_credentials), ["reflected_with_credentials"]);
    let without = answering(|asked| (200, granted(&asked.origin, false)));
    assert_eq!(faults(&without), ["reflected"]);
    let by_preflight = answering(|asked| match asked.is_preflight {
        true => (204, granted(&asked.origin, true)),
        false => (200, granted(APP, true)),
    });
    assert_eq!(faults(&by_preflight), ["reflected_with_credentials"]);
}

#[test]
fn null_is_found() {
    assert_eq!(faults(&granting(|origin| origin == "null" || origin == APP)), ["null_allowed"]);
}

#[test]
fn near_misses_are_found() {
    let prefix = granting(|origin| origin.starts_with(APP));
    assert_eq!(faults(&prefix), ["near_miss_allowed", "other_port_allowed"]);
    let suffix = granting(|origin| origin.ends_with("example.com"));
    assert_eq!(faults(&suffix), ["near_miss_allowed", "insecure_origin_allowed", "sub_domain_allowed"]);
    let unescaped = granting(|origin| {
        let pattern = b"https://app?example?com";
        origin.len() == pattern.len()
            && origin.bytes().zip(pattern).all(|(byte, wanted)| *wanted == b'?' || byte == *wanted)
    });
    assert_eq!(faults(&unescaped), ["near_miss_allowed"]);
    let character = granting(|origin| origin == APP || origin.starts_with("https://app.example.com%60."));
    assert_eq!(faults(&character), ["near_miss_allowed"]);
    let own = granting(|origin| origin.contains("127.0.0.1"));
    assert_eq!(faults(&own), ["near_miss_allowed", "sub_domain_allowed", "other_port_allowed"]);
}

#[test]
fn other_schemes_sub_domains_and_ports_are_found() {
    let http = granting(|origin| origin == APP || origin == "http://app.example.com");
    assert_eq!(faults(&http), ["insecure_origin_allowed"]);
    let sub_domain = granting(|origin| origin == APP || origin.ends_with(".app.example.com"));
    assert_eq!(faults(&sub_domain), ["sub_domain_allowed"]);
    let port = granting(|origin| origin == APP || origin.starts_with("https://app.example.com:"));
    assert_eq!(faults(&port), ["other_port_allowed"]);
}

#[test]
fn a_wildcard_with_credentials_is_found() {
    assert_eq!(faults(&answering(|_| (200, granted("*", true)))), ["wildcard_with_credentials"]);
}

#[test]
fn doubled_headers_are_found() {
    let two_lines = answering(|asked| {
        let own = if asked.origin == APP { granted(APP, true) } else { Vec::new() };
        (200, [own, vec![("access-control-allow-origin", "*".to_owned())]].concat())
    });
    assert_eq!(faults(&two_lines), ["doubled_header"]);
    let one_line = answering(|_| (200, granted("https://app.example.com, *", false)));
    assert_eq!(faults(&one_line), ["doubled_header"]);
}

#[test]
fn missing_vary_is_found() {
    let server = answering(|asked| {
        let mut headers = if asked.origin == APP { granted(APP, true) } else { Vec::new() };
        headers.retain(|(name, _)| *name != "vary");
        (200, headers)
    });
    assert_eq!(faults(&server), ["vary_missing"]);
}

#[test]
fn a_cache_that_ignores_the_origin_is_found() {
    let stored: Arc<Mutex<HashMap<String, Headers>>> = Arc::default();
    let server = answering(move |asked: &Asked| {
        let mut answer = if asked.origin == APP { granted(APP, true) } else { vec![("vary", "Origin".to_owned())] };
        if !asked.is_preflight && asked.url.contains('?') {
            answer = stored.lock().unwrap().entry(asked.url.clone()).or_insert(answer).clone();
        }
        (200, answer)
    });
    assert_eq!(faults(&server), ["cached_for_other_origin"]);
}

#[test]
fn refused_preflights_are_found() {
    for (status, expected) in
        [(401, "authentication_before_preflight"), (405, "preflight_not_passed_on"), (404, "preflight_not_passed_on")]
    {
        let server = answering(move |asked| match (asked.is_preflight, asked.origin == APP) {
            (true, _) => (status, vec![("vary", "Origin".to_owned())]),
            (false, true) => (200, granted(APP, true)),
            (false, false) => (200, vec![("vary", "Origin".to_owned())]),
        });
        assert_eq!(faults(&server), [expected]);
    }
}

#[test]
fn errors_without_headers_are_found() {
    let server = answering(|asked| match (asked.is_preflight, asked.origin == APP) {
        (true, true) => (204, granted(APP, true)),
        _ => (401, Vec::new()),
    });
    assert_eq!(faults(&server), ["response_without_cors"]);
}

#[test]
fn a_closed_port_is_found() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    assert_eq!(faults(&format!("http://127.0.0.1:{port}/")), ["no_answer"]);
}

#[test]
fn no_redirect_is_followed() {
    let server = answering(|_| (302, vec![("location", "http://127.0.0.2:1/elsewhere".to_owned())]));
    let report = report(&server, &[]);
    assert!(report["findings"].as_array().unwrap().is_empty(), "{report}");
    let notes = report["notes"].to_string();
    assert!(notes.contains("GET /users is answered 302, and redirects to `http://127.0.0.2:1/elsewhere`."), "{notes}");
}

#[test]
fn urls_are_of_one_origin() {
    let done = run(&["scan", "http://127.0.0.1:1/a", "http://127.0.0.1:2/b"]);
    assert_eq!(done.code, 2);
    assert_eq!(
        done.err,
        "cors-audit: `http://127.0.0.1:2/b` is of another origin than the first URL: scan one at a time\n"
    );
}

#[test]
fn a_report_in_text_shows_the_exchange_and_the_crates() {
    let server = answering(|asked| (200, granted(&asked.origin, true)));
    let done = run(&["scan", &server]);
    let origin = server.trim_end_matches("/users");
    let text = done.out.replace(origin, "http://127.0.0.1:3000");
    let lines: Vec<&str> = text.lines().skip(1).filter(|line| !line.contains("content-length")).collect();
    expect![[r#"

        EXPOSED      every origin may read the response, with the user's credentials
                     [reflected_with_credentials]
          routes     GET /users
          differs    `https://attacker.example` is allowed, with credentials
          page       The script can read the response.
          likely     wrong/1.0 (by `Server`)
          request    GET http://127.0.0.1:3000/users
                     Origin: https://attacker.example
          answer     HTTP/1.1 200
                     access-control-allow-origin: https://attacker.example
                     access-control-allow-methods: GET, PUT, DELETE
                     access-control-allow-headers: x-cors-audit
                     vary: Origin
                     server: wrong/1.0
                     access-control-allow-credentials: true
          fix        List the origins that may read, and name no other in `Access-Control-Allow-Origin`.
          more       docs/guide/origins.md#what-cannot-be-listed

        Notes
          - Only http://127.0.0.1:3000 was asked, by GET and by preflights. No redirect was followed.
          - These answers can be checked at compile time: with `cors-axum` and `cors-actix`, a policy is
            written at the handler, `#[cors(origins = ["https://app.example.com"])]`. A wrong one does not
            compile."#]]
    .assert_eq(&lines.join("\n"));
    assert_eq!(done.code, 1);
}
