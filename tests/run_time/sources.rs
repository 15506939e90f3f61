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
    what_is_not_an_origin_asks_no_source
    the_servers_own_pages_wait_for_no_source
    a_preflight_asks_the_source_of_its_method_first
    sources_are_asked_side_by_side_under_one_deadline
    a_panic_is_answered_as_a_failure
    a_denial_that_may_pass_is_not_cached
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

async fn what_is_not_an_origin_asks_no_source(app: &App<impl Driver>) {
    for line in [
        "https://u@h",
        "https://a/b",
        "HTTPS://A.example",
        "https://../x",
        "https://..",
        "https://*",
        "https://*.app.example.com",
        "https://app.example.com:443",
        "https://app.example.com/",
        "https://app.example.com https://app.example.com",
        "blob:https://a.example",
        "app.example.com",
        "https:app.example.com",
        "https://app.example.com:*",
    ] {
        let rows = [
            (from("GET /counted", line), "200 nobody"),
            (preflight("PUT /counted", line), "403 nobody malformed_origin"),
            (from("POST /counted/strict", line), "403 nobody malformed_origin"),
        ];
        check(app, &rows).await;
    }
    check(app, &[(preflight("PUT /counted", "file://"), "403 nobody null_origin")]).await;
    assert_eq!(app.table.asked.so_far(), 0);
    check(app, &[(from("GET /counted", APP), "200 https://app.example.com")]).await;
    assert_eq!(app.table.asked.so_far(), 1);
}

async fn the_servers_own_pages_wait_for_no_source(app: &App<impl Driver>) {
    const OWN: &str = "https://api.example.com";
    for (path, status) in [("/counted", 200), ("/counted/strict", 200)] {
        for request in [
            from(&format!("POST {path}"), OWN),
            request(
                &format!("POST {path}"),
                &[("origin", OWN), ("host", "backend"), ("sec-fetch-site", "same-origin")],
            ),
            request(&format!("POST {path}"), &[("origin", "null"), ("sec-fetch-site", "same-origin")]),
        ] {
            assert_eq!(answer(app, request.clone()).await.in_short(), format!("{status} nobody"), "{request:?}");
        }
    }
    assert_eq!(app.table.asked.so_far(), 0);
    // What the handler says of caches holds: nothing was left open.
    let own = answer(app, from("POST /counted", OWN)).await;
    assert_eq!(own.line("cache-control"), Some("public, max-age=3600"));
}

async fn a_preflight_asks_the_source_of_its_method_first(app: &App<impl Driver>) {
    let begun = Instant::now();
    let rows = [
        (preflight("GET /phases", APP), "204 https://app.example.com"),
        (from("GET /phases", APP), "200 https://app.example.com"),
    ];
    check(app, &rows).await;
    assert!(begun.elapsed() < Duration::from_millis(400), "a list needs no source: {:?}", begun.elapsed());
    assert_eq!(app.table.asked.so_far(), 0);
    check(app, &[(preflight("PATCH /phases", APP), "204 https://app.example.com")]).await;
    assert!(begun.elapsed() < Duration::from_millis(400), "nor does another source: {:?}", begun.elapsed());
    assert_eq!(app.table.asked.so_far(), 1);
    check(app, &[(preflight("PUT /phases", APP), "204 https://app.example.com")]).await;
    assert_eq!(app.table.asked.so_far(), 1);
    // That of `DELETE` denies the origin, so that the answer lists the methods of the others.
    let told = answer(app, preflight("DELETE /phases", APP)).await;
    assert_eq!(told.in_short(), "204 https://app.example.com");
    let methods = told.line("access-control-allow-methods").unwrap_or_default();
    let mut methods: Vec<&str> = methods.split(", ").filter(|method| *method != "HEAD").collect();
    methods.sort_unstable();
    assert_eq!(methods, ["GET", "PATCH", "PUT"]);
    assert_eq!(app.table.asked.so_far(), 2);
}

async fn sources_are_asked_side_by_side_under_one_deadline(app: &App<impl Driver>) {
    let begun = Instant::now();
    // No source of `GET`'s is slow, and two others are.
    check(app, &[(preflight("GET /phases", EVIL), "403 nobody origin_not_allowed")]).await;
    let side_by_side = begun.elapsed();
    assert!((Duration::from_millis(390)..Duration::from_millis(790)).contains(&side_by_side), "{side_by_side:?}");
    let begun = Instant::now();
    for (line, expected) in [
        (preflight("PUT /stuck", APP), "403 nobody source_too_slow"),
        (preflight("GET /stuck", APP), "403 nobody source_too_slow"),
        (from("GET /stuck", APP), "405 nobody"),
    ] {
        let started = begun.elapsed();
        let answer = answer(app, line.clone()).await;
        assert_eq!(answer.in_short(), expected, "{line:?}");
        assert_eq!(answer.line("cache-control"), Some("no-store"), "{line:?}");
        let waited = begun.elapsed() - started;
        assert!((Duration::from_millis(390)..Duration::from_millis(790)).contains(&waited), "{line:?} {waited:?}");
    }
}

async fn a_panic_is_answered_as_a_failure(app: &App<impl Driver>) {
    let rows = [
        (from("GET /panics", APP), "200 nobody"),
        (preflight("PUT /panics", APP), "403 nobody source_failed"),
        (from("GET /panics/later", APP), "403 nobody source_failed"),
        (preflight("PUT /panics/later", APP), "403 nobody source_failed"),
        (request("GET /panics/later", &[]), "200 nobody"),
    ];
    check(app, &rows).await;
}

/// A shared cache would keep the page from those who are allowed, long after the source has come back.
async fn a_denial_that_may_pass_is_not_cached(app: &App<impl Driver>) {
    for path in ["/failing/cached", "/slow/cached", "/panics"] {
        for method in ["GET", "HEAD", "POST"] {
            let denied = answer(app, from(&format!("{method} {path}"), APP)).await;
            assert_eq!((denied.status, denied.line("cache-control")), (200, Some("no-store")), "{method} {path}");
            assert_eq!(denied.headers.get_all("cache-control").iter().count(), 1, "{denied:?}");
            assert_eq!(denied.line("expires"), None, "{method} {path}");
        }
        let without_origin = answer(app, request(&format!("GET {path}"), &[])).await;
        assert_eq!(without_origin.line("cache-control"), Some("public, max-age=3600"), "{path}");
    }
    for origin in [APP, EVIL, "null"] {
        let decided = answer(app, from("GET /counted", origin)).await;
        assert_eq!(decided.line("cache-control"), Some("public, max-age=3600"), "{origin}");
    }
    // Refusals.
    for refused in [
        from("POST /strict", EVIL),
        from("POST /closed", EVIL),
        from("POST /counted/strict", EVIL),
        from("GET /chat", EVIL),
        preflight("PUT /known", EVIL),
        preflight("PUT /slow", APP),
    ] {
        let answer = answer(app, refused.clone()).await;
        assert_eq!((answer.status, answer.line("cache-control")), (403, Some("no-store")), "{refused:?}");
    }
}
