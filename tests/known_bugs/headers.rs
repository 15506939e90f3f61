//! Headers and credentials: which are sent, which are never sent, and hostile values in requests.

use std::fmt::Write;

use allocation_counter::measure;
use expect_test::expect_file;
use futures_util::FutureExt;

use cors_tests::{
    driver::Driver,
    exchange::{
        ADMIN, APP, ClientRequest, EVIL, PARTNER, bare, check, denied, from, frontend, frontend_readable, preflight,
        refusal, request, unreadable,
    },
    on_every_framework,
};

use crate::{
    app::{App, forgetful},
    log,
};

on_every_framework! {
    crate::app:
    v19_cve_2025_47908_commas_cost_nothing
    v20_spring_gh_33682_what_is_no_origin_is_an_answer_and_no_error
    v22_cve_2026_41135_requests_leave_nothing_behind
    v45_cve_2024_6221_private_networks_are_never_allowed
    v48_django_cors_headers_888_a_page_that_is_not_allowed_gets_no_header_at_all
    v57_fiber_2_52_3_legitimate_requests_keep_their_headers
}

/// What is allocated for a request and its answer, and what of it stays. No answer waits for anything.
fn allocated(app: &impl Driver, asked: &ClientRequest) -> (u64, i64) {
    let info = measure(|| drop(app.send(asked.http()).now_or_never().expect("answered at once")));
    (info.bytes_total, info.bytes_current)
}

/// rs/cors: commas in `Access-Control-Request-Headers` were split into as many pieces, each of them allocated.
/// Asked: a mebibyte of them, for no more memory than it takes where there is no policy.
async fn v19_cve_2025_47908_commas_cost_nothing(app: &App<impl Driver>) {
    let of = |path: &str, text: &str| preflight(&format!("PUT {path}"), APP).request_headers(text);
    // Names that are not allowed are answered with those that are: the browser compares.
    for (text, expected) in [
        (",".repeat(1 << 20), denied()),
        (", ".repeat(1 << 19), denied()),
        ("content-type,".repeat(80_000), denied()),
        ("x,".repeat(1 << 19), forgetful(APP)),
        ("x".repeat(1 << 20), denied()),
    ] {
        check(app, &[(of("/forgetful", &text), expected)]).await;
        let (with, _) = allocated(app, &of("/forgetful", &text));
        let (without, _) = allocated(app, &of("/nowhere", &text));
        assert!(with < without + 16 * 1024, "{with} and {without} bytes");
    }
}

/// Spring, Django, Javalin: an origin that cannot be read was an internal error.
/// Asked: it is an answer like any other, to preflights and to actual requests.
async fn v20_spring_gh_33682_what_is_no_origin_is_an_answer_and_no_error(app: &App<impl Driver>) {
    let origins: [&[u8]; 16] = [
        b"",
        b"null",
        b"https://",
        b"://",
        b":",
        b"https",
        b"https://[::1",
        b"https://]",
        b"https://app.example.com:99999",
        b"https://app.example.com:-1",
        b"https://app.example.com:port",
        b"https://\xff\xfe",
        b"https://b\xc3\xbccher.example",
        b"https://%00",
        b"%",
        &[b'a'; 65_536],
    ];
    for origin in origins {
        let asks = |line: &str| request(line).header("origin", origin);
        let rows = [
            (asks("OPTIONS /users").header("access-control-request-method", "POST"), denied()),
            (asks("GET /users"), unreadable(200)),
            (asks("GET /strict"), refusal()),
        ];
        check(app, &rows).await;
    }
    let twice = |line: &str| from(line, APP).header("origin", APP);
    let method = "access-control-request-method";
    let rows = [
        (twice("GET /users"), unreadable(200)),
        (twice("GET /strict"), refusal()),
        (preflight("POST /users", APP).header("origin", EVIL), denied()),
        (from("OPTIONS /users", APP).header(method, b"\xff"), denied()),
        (from("OPTIONS /users", APP).header(method, ""), denied()),
        (preflight("POST /users", APP).header(method, "POST"), denied()),
        (preflight("POST /users", APP).header("access-control-request-headers", b"\xff"), denied()),
    ];
    check(app, &rows).await;
}

/// free5GC: every request registered the middleware once more.
/// Asked: after many requests the answers are the same, and no memory is held. That nothing can be mounted while requests are
/// answered is shown where it does not compile.
async fn v22_cve_2026_41135_requests_leave_nothing_behind(app: &App<impl Driver>) {
    log::install();
    let asks = [
        preflight("POST /users", APP),
        preflight("POST /users", EVIL),
        from("GET /users", APP),
        from("GET /users", EVIL),
        from("GET /t/acme/items/7", APP),
        from("POST /strict", EVIL),
    ];
    for asked in &asks {
        let first = asked.send(app).await;
        // The frameworks keep some of what they have made, to use it again.
        for _ in 0..200 {
            allocated(app, asked);
        }
        let (total, held) = allocated(app, asked);
        assert_eq!(held, 0, "{asked}");
        for _ in 0..200 {
            assert_eq!(allocated(app, asked), (total, 0), "{asked}");
        }
        assert_eq!(asked.send(app).await, first, "{asked}");
    }
}

/// flask-cors: `Access-Control-Allow-Private-Network: true` by default.
/// Asked: no answer has it, whatever the origin and whatever the handler sets.
async fn v45_cve_2024_6221_private_networks_are_never_allowed(app: &App<impl Driver>) {
    let of = |asked: ClientRequest| asked.header("access-control-request-private-network", "true");
    let own = bare(200).line("vary", "accept-encoding, accept-language, Origin");
    let rows = [
        (of(preflight("POST /users", APP)), frontend(APP, "GET, [HEAD], POST")),
        (of(preflight("POST /users", EVIL)), denied()),
        (of(from("GET /users", APP)), frontend_readable(200, APP)),
        (of(from("GET /users", EVIL)), unreadable(200)),
        (of(from("GET /own-headers", EVIL)), own),
    ];
    check(app, &rows).await;
}

/// Express, fastify, Django, actix-cors: credentials, exposed headers and more were sent to pages that are not allowed.
/// Asked: a policy that has all of them, and a handler that sets its own.
async fn v48_django_cors_headers_888_a_page_that_is_not_allowed_gets_no_header_at_all(app: &App<impl Driver>) {
    for origin in [EVIL, ADMIN, "null", "https://app.example.com:8443"] {
        let rows = [
            (from("GET /users", origin), unreadable(200)),
            (from("GET /users", origin).header("cookie", "session=1"), unreadable(200)),
            (from("GET /status/500", origin), unreadable(500)),
            (from("POST /strict", origin), refusal()),
            (preflight("GET /forgetful", origin), denied()),
            (preflight("PUT /forgetful", origin).request_headers("content-type"), denied()),
        ];
        check(app, &rows).await;
        let own = from("GET /own-headers", origin).send(app).await;
        assert_eq!(own.lines(), ["vary: accept-encoding, accept-language, Origin"]);
    }
}

/// Fiber 2.52.3: a correction took the headers away from requests that may have them.
/// Asked: every line of legitimate requests, as it was reviewed in `headers.txt`.
async fn v57_fiber_2_52_3_legitimate_requests_keep_their_headers(app: &App<impl Driver>) {
    let mut seen = String::new();
    for asked in [
        from("GET /users", APP),
        from("GET /users", PARTNER),
        from("POST /users", APP),
        from("DELETE /users", ADMIN),
        from("GET /users/7", APP),
        from("GET /public", EVIL),
        from("GET /public", "null"),
        request("GET /public"),
        request("GET /users"),
        from("POST /strict", APP),
        from("GET /files/a/b", APP),
        from("GET /t/acme/items/7", APP),
        from("GET /status/404", APP),
        from("GET /refused", APP),
        from("OPTIONS /options", APP),
        preflight("POST /users", APP).request_headers("content-type"),
        preflight("POST /users", PARTNER).request_headers("Content-Type"),
        // Firefox repeats names.
        preflight("POST /users", APP).request_headers("content-type,content-type"),
        preflight("DELETE /users", ADMIN),
        preflight("HEAD /users", APP),
        preflight("PUT /public", EVIL),
        preflight("GET /files/a/b", "null"),
        preflight("PUT /forgetful", APP),
        preflight("DELETE /t/acme/items/7", ADMIN),
    ] {
        let answer = asked.send(app).await;
        writeln!(seen, "{asked}\n  {}", answer.status).expect("a text");
        answer.lines().iter().for_each(|line| writeln!(seen, "  {line}").expect("a text"));
    }
    // axum serves HEAD by a handler for GET; actix-web does not.
    expect_file!["headers.txt"].assert_eq(&seen.replace("GET, HEAD", "GET"));
}
