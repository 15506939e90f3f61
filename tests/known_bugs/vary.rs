//! `Vary` and caches: every response that depends on the origin has `Vary: Origin`.

use cors_tests::{
    driver::Driver,
    exchange::{
        APP, EVIL, Expected, bare, check, denied, from, frontend, frontend_readable, preflight, readable, refusal,
        request, unreadable,
    },
    on_every_framework,
};

use crate::app::App;

on_every_framework! {
    crate::app:
    v51_expressjs_cors_106_every_response_says_what_it_depends_on
    v52_ghsa_q7jf_gf43_6x6p_the_vary_of_a_request_is_not_copied
}

/// Express, gorilla, rs/cors, ASP.NET, flask-cors and others: no `Vary` where the page was denied, or had sent no origin, or where
/// only one was listed; a cache then answered the next page with it. Asked: every kind of response.
async fn v51_expressjs_cors_106_every_response_says_what_it_depends_on(app: &App<impl Driver>) {
    let rows = [
        (from("GET /users", APP), frontend_readable(200, APP)),
        (from("GET /users", EVIL), unreadable(200)),
        (request("GET /users"), unreadable(200)),
        (from("GET /users", "null"), unreadable(200)),
        (from("GET /users", ""), unreadable(200)),
        (preflight("POST /users", APP), frontend(APP, "GET, [HEAD], POST")),
        (preflight("POST /users", EVIL), denied()),
        // One origin is no reason to leave it away.
        (request("GET /users/7"), unreadable(200)),
        // The answer is the same for all origins.
        (from("GET /public", APP), readable(200, "*")),
        (request("GET /closed"), bare(200)),
    ];
    check(app, &rows).await;
    for (line, status) in [
        ("GET /status/304", 304),
        ("GET /status/404", 404),
        ("GET /status/500", 500),
        ("GET /refused", 401),
        ("GET /failed", 401),
        ("GET /cleared", 502),
        ("PATCH /users", 405),
    ] {
        let rows = [
            (from(line, APP), frontend_readable(status, APP)),
            (from(line, EVIL), unreadable(status)),
            (request(line), unreadable(status)),
        ];
        check(app, &rows).await;
    }
    check(app, &[(from("GET /strict", EVIL), refusal())]).await;
}

/// Hono: the `Vary` of the request was copied into the response, which let a stranger switch a cache off or on.
/// Asked: it is not; and the names that a handler sets are all kept.
async fn v52_ghsa_q7jf_gf43_6x6p_the_vary_of_a_request_is_not_copied(app: &App<impl Driver>) {
    let kept = |expected: Expected| expected.line("vary", "accept-encoding, accept-language, Origin");
    let allowed = || {
        bare(200)
            .credentials()
            .line("access-control-allow-origin", "https://app.example.com")
            .line("access-control-expose-headers", "x-total-count")
    };
    let rows = [
        (from("GET /users", APP).header("vary", "*"), frontend_readable(200, APP)),
        (from("GET /users", EVIL).header("vary", "*"), unreadable(200)),
        (request("GET /public").header("vary", "accept"), readable(200, "*")),
        (preflight("POST /users", APP).header("vary", "x-evil"), frontend(APP, "GET, [HEAD], POST")),
        (from("GET /own-headers", APP).header("vary", "*"), kept(allowed())),
        (from("GET /own-headers", EVIL), kept(bare(200))),
        (request("GET /own-headers"), kept(bare(200))),
    ];
    check(app, &rows).await;
}
