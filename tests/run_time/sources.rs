//! Sources of origins: what they say is what is answered, and what they cannot say lets nobody in.

use std::time::{Duration, Instant};

use cors_tests::driver::Driver;

use crate::{
    app::{App, OTHER},
    exchange::{APP, EVIL, answer, check, from, preflight, request},
};

on_every_framework! {
    sets_that_are_made_at_start_up
    a_table_in_the_applications_state_asked_in_its_own_time
    a_source_that_fails_or_is_slow
    evidence_that_does_not_do_for_credentials
    evidence_for_another_origin
    requests_that_name_no_origin_ask_nobody
    many_slow_questions_at_once
}

async fn sets_that_are_made_at_start_up(app: &App<impl Driver>) {
    const PARTNER: &str = "https://shop.partner.example";
    let rows = [
        (preflight("PUT /known", APP), "204 https://app.example.com"),
        (preflight("PUT /known", PARTNER), "204 https://shop.partner.example"),
        (preflight("PUT /known", EVIL), "403 nobody origin_not_allowed"),
        (preflight("PUT /known", "null"), "403 nobody null_origin"),
        (preflight("PUT /known", "https://app.example.com.evil.test"), "403 nobody origin_not_allowed"),
        (from("GET /known", APP), "200 https://app.example.com"),
        (from("PUT /known", PARTNER), "200 https://shop.partner.example"),
        (from("GET /known", EVIL), "200 nobody"),
        // Another method, with another policy: its origins are literals.
        (preflight("POST /known", "https://admin.example.com"), "204 https://admin.example.com"),
        (from("POST /known", "https://admin.example.com"), "200 https://admin.example.com"),
        (from("POST /known", APP), "200 nobody"),
        // The page is told which methods it may use.
        (preflight("POST /known", APP), "204 https://app.example.com"),
        (preflight("PUT /known", "https://admin.example.com"), "204 https://admin.example.com"),
        // What the router answers itself can be read by whoever may use another method.
        (from("DELETE /known", APP), "405 https://app.example.com"),
        (from("DELETE /known", EVIL), "405 nobody"),
    ];
    check(app, &rows).await;
    let granted = answer(app, preflight("PUT /known", APP)).await;
    assert_eq!(granted.line("access-control-allow-credentials"), Some("true"));
    assert_eq!(granted.line("access-control-max-age"), Some("60"));
    assert_eq!(granted.line("access-control-allow-methods"), Some("GET, HEAD, PUT"));
    let told = answer(app, preflight("POST /known", APP)).await;
    assert_eq!(told.line("access-control-allow-methods"), Some("GET, HEAD, PUT"));
    assert_eq!(told.line("access-control-max-age"), Some("0"));
}

async fn a_table_in_the_applications_state_asked_in_its_own_time(app: &App<impl Driver>) {
    let rows = [
        (preflight("PUT /tenants/one/users", "https://one.example"), "204 https://one.example"),
        (from("PUT /tenants/one/users", "https://one.example"), "200 https://one.example"),
        (preflight("PUT /tenants/two/users", "https://shop.two.example"), "204 https://shop.two.example"),
        (from("GET /tenants/two/users", "https://shop.two.example"), "200 https://shop.two.example"),
        // Another tenant's.
        (preflight("PUT /tenants/two/users", "https://one.example"), "403 nobody origin_not_allowed"),
        (from("GET /tenants/two/users", "https://one.example"), "200 nobody"),
        (preflight("PUT /tenants/three/users", "https://one.example"), "403 nobody origin_not_allowed"),
        // The table has no origin for it: nobody is let in, and nothing breaks.
        (preflight("PUT /tenants/broken/users", "https://two.example"), "403 nobody origin_not_allowed"),
        (from("GET /tenants/broken/users", "https://two.example"), "200 nobody"),
    ];
    check(app, &rows).await;
}

async fn a_source_that_fails_or_is_slow(app: &App<impl Driver>) {
    let begun = Instant::now();
    let rows = [
        (preflight("PUT /failing", APP), "403 nobody source_failed"),
        (from("GET /failing", APP), "200 nobody"),
        // These are known without it.
        (preflight("PUT /failing", "http://localhost:5173"), "204 http://localhost:5173"),
        (from("GET /failing", "http://localhost:5173"), "200 http://localhost:5173"),
        (preflight("PUT /slow", APP), "403 nobody source_too_slow"),
        (from("GET /slow", APP), "200 nobody"),
    ];
    check(app, &rows).await;
    assert!(begun.elapsed() < Duration::from_secs(10), "the limit is 20 ms");
}

async fn evidence_that_does_not_do_for_credentials(app: &App<impl Driver>) {
    const KIOSK: &str = "http://kiosk.example";
    let rows = [
        (preflight("GET /kiosks", KIOSK), "204 http://kiosk.example"),
        (from("GET /kiosks", KIOSK), "200 http://kiosk.example"),
        (preflight("GET /kiosks/credentials", KIOSK), "403 nobody not_for_credentials"),
        (from("GET /kiosks/credentials", KIOSK), "200 nobody"),
        // Any program on the machine of whoever opens the page can be that one.
        (from("GET /kiosks", "http://localhost:3000"), "200 nobody"),
    ];
    check(app, &rows).await;
}

async fn evidence_for_another_origin(app: &App<impl Driver>) {
    let rows = [
        (from("GET /misled", APP), "200 nobody"),
        (from("PUT /misled", APP), "200 nobody"),
        (preflight("PUT /misled", APP), "403 nobody origin_not_allowed"),
        (preflight("PUT /misled", "https://a.other.example"), "403 nobody origin_not_allowed"),
        (from("PUT /misled", OTHER), "200 https://other.example"),
        (preflight("PUT /misled", OTHER), "204 https://other.example"),
    ];
    check(app, &rows).await;
    let runs = app.runs.so_far();
    let enforced = [
        (from("GET /misled/strict", APP), "403 nobody origin_not_allowed"),
        (from("PUT /misled/strict", APP), "403 nobody origin_not_allowed"),
        (preflight("PUT /misled/strict", APP), "403 nobody origin_not_allowed"),
    ];
    check(app, &enforced).await;
    assert_eq!(app.runs.so_far(), runs, "no handler has run");
    check(app, &[(from("PUT /misled/strict", OTHER), "200 https://other.example")]).await;
}

async fn requests_that_name_no_origin_ask_nobody(app: &App<impl Driver>) {
    let begun = Instant::now();
    for request in [
        request("GET /slow", &[]),
        request("GET /slow", &[("origin", "null")]),
        request("GET /slow", &[("origin", APP), ("origin", APP)]),
        request("GET /slow", &[("origin", "")]),
        request("GET /slow", &[("origin", &"x".repeat(65_536))]),
        request("OPTIONS /slow", &[("origin", "\u{9b}31m"), ("access-control-request-method", "PUT")]),
    ] {
        let answer = answer(app, request).await;
        assert!(matches!(answer.status, 200 | 403), "{answer:?}");
        assert_eq!(answer.line("access-control-allow-origin"), None);
    }
    assert!(begun.elapsed() < Duration::from_millis(20 * 6), "nobody has waited: {:?}", begun.elapsed());
}

async fn many_slow_questions_at_once(app: &App<impl Driver>) {
    let begun = Instant::now();
    let requests = (0..200).map(|_| answer(app, preflight("PUT /slow", APP)));
    for answer in futures_util::future::join_all(requests).await {
        assert_eq!(answer.in_short(), "403 nobody source_too_slow");
    }
    assert!(begun.elapsed() < Duration::from_secs(3), "they wait beside each other: {:?}", begun.elapsed());
}
