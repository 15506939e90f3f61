//! Both demos behind a real nginx: with every configuration of `docs/proxies.md`, right or wrong. A model of a browser
//! (`cors_axum::browser`) decides what a page can read.

mod bed;
mod behind;
#[allow(dead_code, reason = "the demos in a browser need more of it")]
#[path = "../../demo/common/mod.rs"]
mod common;
mod deployed;
mod enforced;
mod flaky;
mod haproxy;
mod nginx;
#[path = "../../cors-actix/examples/demo-actix/servers/mod.rs"]
mod on_actix;
#[path = "../../cors-axum/examples/demo/servers/mod.rs"]
mod on_axum;
mod page;
mod process;
#[allow(dead_code, reason = "the examples need more of it")]
#[path = "../examples/program.rs"]
mod program;
mod varnish;
mod websocket;

use std::collections::BTreeSet;

use cors_axum::browser::{Failure, PageRequest, Stage};

use crate::behind::{Behind, Framework, blocked, lines};

/// A page that the demo lets in.
const APP: &str = "https://app.example.com";
/// A page that it lets do one thing: remove users.
const ADMIN: &str = "https://admin.example.com";
/// A page that it does not let in.
const EVIL: &str = "https://evil.test";

macro_rules! on_both {
    ($($test:ident)+) => {
        mod axum {
            $(
                #[test]
                fn $test() {
                    super::$test(crate::Framework::Axum);
                }
            )+
        }

        mod actix {
            $(
                #[test]
                fn $test() {
                    super::$test(crate::Framework::Actix);
                }
            )+
        }
    };
}
use on_both;

on_both! {
    what_is_handed_on_is_what_was_sent
    two_values_let_nobody_in_and_one_lets_in_everybody
    without_the_line_there_is_one_authority_and_with_hidden_headers_another
    a_proxy_that_answers_preflights_answers_them_wrong
    preflights_do_not_sign_in
    a_cache_keeps_an_answer_for_each_origin
    a_cache_that_ignores_vary_answers_the_wrong_page
    errors_of_the_proxy_can_be_read_where_it_says_so
    curl_shows_the_answer_to_a_preflight
    the_configuration_is_searched_for_mistakes
}

/// What pages ask of the demo, and who of them may read the answer.
fn requests() -> Vec<(PageRequest, &'static str, bool)> {
    let app = |method, path| (PageRequest::new(APP, method), path, true);
    let (sign_in, path, _) = app("POST", "/session");
    let (create, users, _) = app("POST", "/users");
    vec![
        app("GET", "/users"),
        app("GET", "/users/999999"),
        app("DELETE", "/session"),
        app("GET", "/health"),
        (sign_in.header("content-type", "application/json").with_credentials(), path, true),
        // 401, which can be read.
        (create.header("content-type", "application/json").with_credentials(), users, true),
        (PageRequest::new(APP, "DELETE"), "/users/1", false),
        (PageRequest::new(ADMIN, "DELETE"), "/users/1", true),
        (PageRequest::new(ADMIN, "GET"), "/users", false),
        (PageRequest::new(EVIL, "GET"), "/health", true),
        (PageRequest::new(EVIL, "GET"), "/users", false),
        (PageRequest::new(EVIL, "POST").header("content-type", "application/json"), "/users", false),
        (PageRequest::new(APP, "GET"), "/nowhere", false),
    ]
}

fn what_is_handed_on_is_what_was_sent(framework: Framework) {
    let Some(behind) = Behind::start(framework, "forward") else { return };
    for (request, path, readable) in requests() {
        let direct = deployed::ask(&request.clone().to(behind.direct(path)));
        let seen = behind.seen();
        let proxied = deployed::ask(&request.to(behind.url(path)));
        assert_eq!((direct.is_readable(), proxied.is_readable()), (readable, readable), "{path}\n{direct}\n{proxied}");
        for (direct, proxied) in [(direct.preflight(), proxied.preflight()), (direct.actual(), proxied.actual())] {
            let (Some(direct), Some(proxied)) = (direct, proxied) else {
                assert_eq!(direct, proxied, "{path}");
                continue;
            };
            assert_eq!(direct.response.status, proxied.response.status, "{path}");
            assert_eq!(lines(&direct.response), lines(&proxied.response), "{path}");
        }
        // What the program has received is what the browser has sent.
        let sent = [proxied.preflight(), proxied.actual()];
        let received = behind.received_since(seen);
        assert_eq!(received.len(), sent.iter().flatten().count(), "{path}");
        for (sent, received) in sent.into_iter().flatten().zip(received) {
            for name in ["origin", "access-control-request-method", "access-control-request-headers"] {
                assert_eq!(sent.request.get(name), received.sent(name), "{path} {name}");
            }
        }
    }
}

fn two_values_let_nobody_in_and_one_lets_in_everybody(framework: Framework) {
    let Some(behind) = Behind::start(framework, "doubled: wrong") else { return };
    let ours = behind.ask(PageRequest::new(APP, "GET"), "/users");
    assert_eq!(blocked(&ours).failure, Failure::AllowOriginMismatch(format!("{APP}, *")));
    assert!(page::shows("text", &ours.outcome().to_string()), "{ours}");
    let response = &ours.actual().expect("it was sent").response;
    let values: Vec<_> = lines(response).into_iter().filter(|line| line.contains("allow-origin")).collect();
    assert!(page::shows("http", &values.join("\n")), "{values:?}");
    // A preflight fails in the same way, before anything is sent.
    let preflighted = behind.ask(PageRequest::new(APP, "POST").header("content-type", "application/json"), "/users");
    assert_eq!(blocked(&preflighted).stage, Stage::Preflight);

    let theirs = behind.ask(PageRequest::new(EVIL, "GET"), "/users");
    assert!(theirs.is_readable(), "the program has said nothing: {theirs}");
}

fn without_the_line_there_is_one_authority_and_with_hidden_headers_another(framework: Framework) {
    let removed =
        |wrong: &str| wrong.lines().filter(|it| !it.contains("add_header")).map(|it| format!("{it}\n")).collect();
    let Some(cured) = Behind::start_with(framework, "doubled: wrong", removed) else { return };
    for (request, path, readable) in requests() {
        let explanation = cured.ask(request, path);
        assert_eq!(explanation.is_readable(), readable, "{path}\n{explanation}");
    }

    let hidden = |wrong: &str| format!("proxy_hide_header Access-Control-Allow-Origin;\n{wrong}");
    let Some(other) = Behind::start_with(framework, "doubled: wrong", hidden) else { return };
    let ours = other.ask(PageRequest::new(APP, "GET").with_credentials(), "/users");
    assert_eq!(blocked(&ours).failure, Failure::AllowOriginWildcard, "the rest is the program's");
    assert!(other.ask(PageRequest::new(EVIL, "GET"), "/users").is_readable());

    let reflected = |wrong: &str| wrong.replace("\"*\"", "$http_origin");
    let Some(mirror) = Behind::start_with(framework, "doubled: wrong", reflected) else { return };
    assert!(mirror.ask(PageRequest::new(EVIL, "GET"), "/users").is_readable());
    let ours = mirror.ask(PageRequest::new(APP, "GET"), "/users");
    assert_eq!(blocked(&ours).failure, Failure::AllowOriginMismatch(format!("{APP}, {APP}")));
}

fn a_proxy_that_answers_preflights_answers_them_wrong(framework: Framework) {
    let Some(behind) = Behind::start(framework, "answered: wrong") else { return };
    let sign_out = behind.ask(PageRequest::new(APP, "DELETE"), "/session");
    assert_eq!(blocked(&sign_out).failure, Failure::MethodNotAllowed("DELETE".to_owned()));
    assert!(page::shows("text", &sign_out.outcome().to_string()), "{sign_out}");
    let removal = behind.ask(PageRequest::new(ADMIN, "DELETE"), "/users/1");
    assert_eq!(blocked(&removal).failure, Failure::AllowOriginMismatch(APP.to_owned()));
    let received = behind.received_since(0);
    assert!(received.is_empty(), "the program was not asked: {received:?}");
}

fn preflights_do_not_sign_in(framework: Framework) {
    let create = || PageRequest::new(APP, "POST").header("content-type", "application/json").with_credentials();
    let Some(wrong) = Behind::start(framework, "auth: wrong") else { return };
    let refused = wrong.ask(create(), "/users");
    assert_eq!(refused.preflight().map(|preflight| preflight.response.status), Some(401));
    assert_eq!(blocked(&refused).failure, Failure::AllowOriginMissing);
    assert!(page::shows("text", &refused.outcome().to_string()), "{refused}");

    let Some(right) = Behind::start(framework, "auth") else { return };
    let anonymous = right.ask(create(), "/users");
    assert_eq!(anonymous.preflight().map(|preflight| preflight.response.status), Some(204), "{anonymous}");
    assert_eq!(anonymous.actual().map(|actual| actual.response.status), Some(401));
    assert_eq!(blocked(&anonymous).stage, Stage::Response, "nginx's own 401 cannot be read");
    let staff = right.send("GET", "/users", &[("origin", APP), ("authorization", "Basic c3RhZmY6c3RhZmY=")]);
    assert_eq!((staff.status, staff.allowed()), (200, Some(APP)));
}

fn a_cache_keeps_an_answer_for_each_origin(framework: Framework) {
    let Some(behind) = Behind::start(framework, "cache") else { return };
    // In whatever order they come, each is answered as it would be without a cache.
    let pages = [None, Some(EVIL), Some(APP), Some(ADMIN), Some(APP), None, Some(EVIL), Some(APP)];
    let mut known = BTreeSet::new();
    for page in pages {
        let answer = behind.get("/users", page);
        assert_eq!(answer.allowed(), page.filter(|page| *page == APP), "{page:?}");
        assert_eq!(answer.header("x-cache"), Some(if known.insert(page) { "MISS" } else { "HIT" }), "{page:?}");
        assert!(answer.lines.iter().any(|line| line == "vary: Origin"), "{answer:?}");
        assert!(answer.lines.iter().any(|line| line == "vary: Accept-Encoding"), "{answer:?}");
    }
    // What is public is kept once.
    for (page, cached) in [(Some(APP), "MISS"), (Some(EVIL), "HIT"), (None, "HIT")] {
        let answer = behind.get("/health", page);
        assert_eq!((answer.allowed(), answer.header("x-cache")), (Some("*"), Some(cached)), "{page:?}");
    }
    // Preflights are never kept.
    for (page, status) in [(APP, 204), (EVIL, 403), (APP, 204)] {
        let preflight = [("origin", page), ("access-control-request-method", "GET")];
        let answer = behind.send("OPTIONS", "/users", &preflight);
        assert_eq!((answer.status, answer.header("x-cache")), (status, None), "{page}");
    }
}

fn a_cache_that_ignores_vary_answers_the_wrong_page(framework: Framework) {
    let Some(behind) = Behind::start(framework, "cache: wrong") else { return };
    assert_eq!(behind.get("/users", None).header("x-cache"), Some("MISS"));
    let ours = behind.ask(PageRequest::new(APP, "GET"), "/users");
    assert_eq!(blocked(&ours).failure, Failure::AllowOriginMissing);
    assert!(page::shows("text", &ours.outcome().to_string()), "{ours}");

    // And the other way round: one page's permission is handed to all others.
    assert_eq!(behind.get("/users/1", Some(APP)).allowed(), Some(APP));
    assert_eq!(behind.get("/users/1", Some(EVIL)).allowed(), Some(APP));
}

fn errors_of_the_proxy_can_be_read_where_it_says_so(framework: Framework) {
    let get = |page| PageRequest::new(page, "GET").with_credentials();
    let Some(silent) = Behind::without_demo(framework, "forward") else { return };
    let error = silent.ask(get(APP), "/users");
    assert_eq!(error.actual().map(|actual| actual.response.status), Some(502));
    assert!(!error.is_readable(), "{error}");

    let Some(open) = Behind::without_demo(framework, "errors") else { return };
    let error = open.ask(get(APP), "/users");
    assert_eq!(error.actual().map(|actual| actual.response.status), Some(502));
    assert!(error.is_readable(), "{error}");
    assert!(!open.ask(get(EVIL), "/users").is_readable());
    for (nginx, allowed) in [(&silent, None), (&open, Some(APP))] {
        let too_large = nginx.post("/users", APP, &vec![b' '; 2 << 20]);
        assert_eq!((too_large.status, too_large.allowed()), (413, allowed));
    }

    // Where the program answers, it alone speaks: errors, too.
    let Some(behind) = Behind::start(framework, "errors") else { return };
    for (request, path, readable) in requests() {
        let explanation = behind.ask(request, path);
        assert_eq!(explanation.is_readable(), readable, "{path}\n{explanation}");
    }
}

fn curl_shows_the_answer_to_a_preflight(framework: Framework) {
    let Some(behind) = Behind::start(framework, "forward") else { return };
    let command = page::command("curl").replace("https://api.example.com", &behind.url(""));
    let mut printed = nginx::run(&command).replace('\r', "");
    if matches!(framework, Framework::Actix) {
        // It does not serve `HEAD` by a handler for `GET`, as the page says.
        printed = printed.replace("GET, POST", "GET, HEAD, POST");
    }
    assert!(page::shows("http", printed.trim_end()), "{printed}");
}

fn the_configuration_is_searched_for_mistakes(framework: Framework) {
    let command = page::command("nginx -T");
    for configuration in page::names() {
        let Some(behind) = Behind::without_demo(framework, configuration) else { return };
        let found = behind.nginx.print(command);
        // Who has to sign in is for the program to know, and no line of a configuration is wrong by itself.
        let is_found =
            configuration.ends_with(": wrong") && configuration != "auth: wrong" || configuration == "errors";
        assert_eq!(!found.is_empty(), is_found, "{configuration}: {found}");
    }
}
