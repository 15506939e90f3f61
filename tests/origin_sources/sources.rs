//! Sources of origins: their decisions are answered, and no origin is allowed without one.

use std::time::{Duration, Instant};

use cors_tests::{
    driver::Driver,
    exchange::{APP, EVIL, OWN, PARTNER, check, from, preflight, request},
    frameworks::Framework,
    on_every_framework,
};

use crate::app::{App, OTHER};

on_every_framework! {
    crate::app:
    sets_that_are_made_at_start_up
    a_table_in_the_state_of_the_application
    a_source_that_fails_or_is_slow
    evidence_that_is_not_enough_for_credentials
    evidence_for_another_origin
    requests_without_an_origin_query_no_source
    many_slow_queries_at_once
    a_malformed_origin_queries_no_source
    same_origin_requests_wait_for_no_source
    a_preflight_queries_the_source_of_its_method_first
    sources_are_queried_side_by_side_under_one_deadline
    a_panic_is_answered_as_a_failure
    a_denial_that_may_pass_is_not_cached
    origins_of_a_source_are_enforced
}

async fn sets_that_are_made_at_start_up(app: &App<impl Driver>) {
    let rows = [
        (preflight("PUT /known", APP), "204 https://app.example.com"),
        (preflight("PUT /known", PARTNER), "204 https://shop.partner.example"),
        (preflight("PUT /known", EVIL), "403 none origin_not_allowed"),
        (preflight("PUT /known", "null"), "403 none null_origin"),
        (preflight("PUT /known", "https://app.example.com.evil.test"), "403 none origin_not_allowed"),
        (from("GET /known", APP), "200 https://app.example.com"),
        (from("PUT /known", PARTNER), "200 https://shop.partner.example"),
        (from("GET /known", EVIL), "200 none"),
        // Another method, with another policy: its origins are literals.
        (preflight("POST /known", "https://admin.example.com"), "204 https://admin.example.com"),
        (from("POST /known", "https://admin.example.com"), "200 https://admin.example.com"),
        (from("POST /known", APP), "200 none"),
        // The answer lists the methods that the page may use.
        (preflight("POST /known", APP), "204 https://app.example.com"),
        (preflight("PUT /known", "https://admin.example.com"), "204 https://admin.example.com"),
        // An origin that may use another method can read the router's own 405.
        (from("DELETE /known", APP), "405 https://app.example.com"),
        (from("DELETE /known", EVIL), "405 none"),
    ];
    check(app, &rows).await;
    let granted = preflight("PUT /known", APP).send(app).await;
    assert_eq!(granted.header("access-control-allow-credentials"), Some("true"));
    assert_eq!(granted.header("access-control-max-age"), Some("60"));
    let methods = match app.framework() {
        Framework::Axum => "GET, HEAD, PUT",
        Framework::Actix => "GET, PUT",
    };
    assert_eq!(granted.header("access-control-allow-methods"), Some(methods));
    let told = preflight("POST /known", APP).send(app).await;
    assert_eq!(told.header("access-control-allow-methods"), Some(methods));
    assert_eq!(told.header("access-control-max-age"), Some("0"));
}

async fn a_table_in_the_state_of_the_application(app: &App<impl Driver>) {
    let rows = [
        (preflight("PUT /tenants/one/users", "https://one.example"), "204 https://one.example"),
        (from("PUT /tenants/one/users", "https://one.example"), "200 https://one.example"),
        (preflight("PUT /tenants/two/users", "https://shop.two.example"), "204 https://shop.two.example"),
        (from("GET /tenants/two/users", "https://shop.two.example"), "200 https://shop.two.example"),
        // The origin of another tenant.
        (preflight("PUT /tenants/two/users", "https://one.example"), "403 none origin_not_allowed"),
        (from("GET /tenants/two/users", "https://one.example"), "200 none"),
        (preflight("PUT /tenants/three/users", "https://one.example"), "403 none origin_not_allowed"),
        // The table has no valid origin for it: it is denied, and nothing breaks.
        (preflight("PUT /tenants/broken/users", "https://two.example"), "403 none origin_not_allowed"),
        (from("GET /tenants/broken/users", "https://two.example"), "200 none"),
    ];
    check(app, &rows).await;
}

async fn a_source_that_fails_or_is_slow(app: &App<impl Driver>) {
    let begun = Instant::now();
    let rows = [
        (preflight("PUT /failing", APP), "403 none source_failed"),
        (from("GET /failing", APP), "200 none"),
        // These are allowed without the source.
        (preflight("PUT /failing", "http://localhost:5173"), "204 http://localhost:5173"),
        (from("GET /failing", "http://localhost:5173"), "200 http://localhost:5173"),
        (preflight("PUT /slow", APP), "403 none source_too_slow"),
        (from("GET /slow", APP), "200 none"),
    ];
    check(app, &rows).await;
    assert!(begun.elapsed() < Duration::from_secs(10), "the limit is 20 ms");
}

async fn evidence_that_is_not_enough_for_credentials(app: &App<impl Driver>) {
    const KIOSK: &str = "http://kiosk.example";
    let rows = [
        (preflight("GET /kiosks", KIOSK), "204 http://kiosk.example"),
        (from("GET /kiosks", KIOSK), "200 http://kiosk.example"),
        (preflight("GET /kiosks/credentials", KIOSK), "403 none not_for_credentials"),
        (from("GET /kiosks/credentials", KIOSK), "200 none"),
        // Any program on the user's machine can listen there.
        (from("GET /kiosks", "http://localhost:3000"), "200 none"),
    ];
    check(app, &rows).await;
}

async fn evidence_for_another_origin(app: &App<impl Driver>) {
    let rows = [
        (from("GET /misled", APP), "200 none"),
        (from("PUT /misled", APP), "200 none"),
        (preflight("PUT /misled", APP), "403 none origin_not_allowed"),
        (preflight("PUT /misled", "https://a.other.example"), "403 none origin_not_allowed"),
        (from("PUT /misled", OTHER), "200 https://other.example"),
        (preflight("PUT /misled", OTHER), "204 https://other.example"),
    ];
    check(app, &rows).await;
    let runs = app.runs.so_far();
    let enforced = [
        (from("GET /misled/strict", APP), "403 none origin_not_allowed"),
        (from("PUT /misled/strict", APP), "403 none origin_not_allowed"),
        (preflight("PUT /misled/strict", APP), "403 none origin_not_allowed"),
    ];
    check(app, &enforced).await;
    assert_eq!(app.runs.so_far(), runs, "no handler has run");
    check(app, &[(from("PUT /misled/strict", OTHER), "200 https://other.example")]).await;
}

async fn requests_without_an_origin_query_no_source(app: &App<impl Driver>) {
    let begun = Instant::now();
    for request in [
        request("GET /slow"),
        from("GET /slow", "null"),
        from("GET /slow", APP).origin(APP),
        from("GET /slow", ""),
        from("GET /slow", &"x".repeat(65_536)),
        from("OPTIONS /slow", "\u{9b}31m").header("access-control-request-method", "PUT"),
    ] {
        let answer = request.send(app).await;
        assert!(matches!(answer.status, 200 | 403), "{answer:?}");
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
    assert!(begun.elapsed() < Duration::from_millis(20 * 6), "no source was awaited: {:?}", begun.elapsed());
}

async fn many_slow_queries_at_once(app: &App<impl Driver>) {
    let begun = Instant::now();
    let slow = preflight("PUT /slow", APP);
    let requests = (0..200).map(|_| slow.send(app));
    for answer in futures_util::future::join_all(requests).await {
        assert_eq!(answer.summary(), "403 none source_too_slow");
    }
    assert!(begun.elapsed() < Duration::from_secs(3), "they wait side by side: {:?}", begun.elapsed());
}

async fn a_malformed_origin_queries_no_source(app: &App<impl Driver>) {
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
            (from("GET /counted", line), "200 none"),
            (preflight("PUT /counted", line), "403 none malformed_origin"),
            (from("POST /counted/strict", line), "403 none malformed_origin"),
        ];
        check(app, &rows).await;
    }
    check(app, &[(preflight("PUT /counted", "file://"), "403 none null_origin")]).await;
    assert_eq!(app.table.queries.so_far(), 0);
    check(app, &[(from("GET /counted", APP), "200 https://app.example.com")]).await;
    assert_eq!(app.table.queries.so_far(), 1);
}

async fn same_origin_requests_wait_for_no_source(app: &App<impl Driver>) {
    for (path, status) in [("/counted", 200), ("/counted/strict", 200)] {
        for request in [
            from(&format!("POST {path}"), OWN),
            from(&format!("POST {path}"), OWN).header("host", "backend").header("sec-fetch-site", "same-origin"),
            from(&format!("POST {path}"), "null").header("sec-fetch-site", "same-origin"),
        ] {
            assert_eq!(request.send(app).await.summary(), format!("{status} none"), "{request:?}");
        }
    }
    assert_eq!(app.table.queries.so_far(), 0);
    // The handler's own `Cache-Control` stays, because no decision was pending.
    let own = from("POST /counted", OWN).send(app).await;
    assert_eq!(own.header("cache-control"), Some("public, max-age=3600"));
}

async fn a_preflight_queries_the_source_of_its_method_first(app: &App<impl Driver>) {
    let begun = Instant::now();
    let rows = [
        (preflight("GET /phases", APP), "204 https://app.example.com"),
        (from("GET /phases", APP), "200 https://app.example.com"),
    ];
    check(app, &rows).await;
    assert!(begun.elapsed() < Duration::from_millis(400), "a list needs no source: {:?}", begun.elapsed());
    assert_eq!(app.table.queries.so_far(), 0);
    check(app, &[(preflight("PATCH /phases", APP), "204 https://app.example.com")]).await;
    assert!(begun.elapsed() < Duration::from_millis(400), "nor does another source: {:?}", begun.elapsed());
    assert_eq!(app.table.queries.so_far(), 1);
    check(app, &[(preflight("PUT /phases", APP), "204 https://app.example.com")]).await;
    assert_eq!(app.table.queries.so_far(), 1);
    // The source of `DELETE` denies the origin, so that the answer lists the methods of the others.
    let told = preflight("DELETE /phases", APP).send(app).await;
    assert_eq!(told.summary(), "204 https://app.example.com");
    let methods = told.header("access-control-allow-methods").unwrap_or_default();
    let mut methods: Vec<&str> = methods.split(", ").filter(|method| *method != "HEAD").collect();
    methods.sort_unstable();
    assert_eq!(methods, ["GET", "PATCH", "PUT"]);
    assert_eq!(app.table.queries.so_far(), 2);
}

async fn sources_are_queried_side_by_side_under_one_deadline(app: &App<impl Driver>) {
    let begun = Instant::now();
    // `GET` has no slow source, and two other methods have.
    check(app, &[(preflight("GET /phases", EVIL), "403 none origin_not_allowed")]).await;
    let side_by_side = begun.elapsed();
    assert!((Duration::from_millis(390)..Duration::from_millis(790)).contains(&side_by_side), "{side_by_side:?}");
    let begun = Instant::now();
    for (line, expected) in [
        (preflight("PUT /stuck", APP), "403 none source_too_slow"),
        (preflight("GET /stuck", APP), "403 none source_too_slow"),
        (from("GET /stuck", APP), "405 none"),
    ] {
        let started = begun.elapsed();
        let answer = line.send(app).await;
        assert_eq!(answer.summary(), expected, "{line:?}");
        assert_eq!(answer.header("cache-control"), Some("no-store"), "{line:?}");
        let waited = begun.elapsed() - started;
        assert!((Duration::from_millis(390)..Duration::from_millis(790)).contains(&waited), "{line:?} {waited:?}");
    }
}

async fn a_panic_is_answered_as_a_failure(app: &App<impl Driver>) {
    let rows = [
        (from("GET /panics", APP), "200 none"),
        (preflight("PUT /panics", APP), "403 none source_failed"),
        (from("GET /panics/later", APP), "403 none source_failed"),
        (preflight("PUT /panics/later", APP), "403 none source_failed"),
        (request("GET /panics/later"), "200 none"),
    ];
    check(app, &rows).await;
}

/// Otherwise a shared cache would answer allowed origins with the denial, long after the source works again.
async fn a_denial_that_may_pass_is_not_cached(app: &App<impl Driver>) {
    for path in ["/failing/cached", "/slow/cached", "/panics"] {
        for method in ["GET", "HEAD", "POST"] {
            let denied = from(&format!("{method} {path}"), APP).send(app).await;
            assert_eq!((denied.status, denied.header("cache-control")), (200, Some("no-store")), "{method} {path}");
            assert_eq!(denied.headers.get_all("cache-control").iter().count(), 1, "{denied:?}");
            assert_eq!(denied.header("expires"), None, "{method} {path}");
        }
        let without_origin = request(&format!("GET {path}")).send(app).await;
        assert_eq!(without_origin.header("cache-control"), Some("public, max-age=3600"), "{path}");
    }
    for origin in [APP, EVIL, "null"] {
        let decided = from("GET /counted", origin).send(app).await;
        assert_eq!(decided.header("cache-control"), Some("public, max-age=3600"), "{origin}");
    }
    // Refusals.
    for refused in [
        from("POST /strict", EVIL),
        from("POST /counted/strict", EVIL),
        preflight("PUT /known", EVIL),
        preflight("PUT /slow", APP),
    ] {
        let answer = refused.send(app).await;
        assert_eq!((answer.status, answer.header("cache-control")), (403, Some("no-store")), "{refused:?}");
    }
}

async fn origins_of_a_source_are_enforced(app: &App<impl Driver>) {
    let rows = [
        (from("POST /tenants/one/strict", "https://one.example"), "200 https://one.example"),
        (from("POST /tenants/two/strict", "https://one.example"), "403 none origin_not_allowed"),
        (from("POST /tenants/one/strict", OWN), "200 none"),
        (request("POST /tenants/one/strict"), "200 none"),
        (from("GET /failing", EVIL), "200 none"),
    ];
    check(app, &rows).await;
    let runs = app.runs.so_far();
    from("POST /tenants/one/strict", EVIL).send(app).await;
    assert_eq!(app.runs.so_far(), runs, "no handler has run");
}
