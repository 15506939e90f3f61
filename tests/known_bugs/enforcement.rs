//! WebSockets and enforcement: CORS decides which pages may read, and only `enforce` decides which requests run.

use cors_tests::{
    driver::Driver,
    exchange::{
        ADMIN, APP, ClientRequest, EVIL, OWN, check, denied, from, frontend, frontend_readable, judged, preflight,
        refusal, request, unreadable,
    },
    on_every_framework,
};

use crate::app::App;

on_every_framework! {
    crate::app:
    v46_cve_2024_23639_pages_of_elsewhere_and_a_service_on_this_machine
    v47_cve_2022_4147_simple_requests_of_pages_that_are_not_allowed
    v50_cve_2021_32677_bodies_that_need_no_preflight
    v50_cve_2021_32677_handshakes_that_need_no_preflight
    v60_traefik_x_forwarded_proto_pages_of_the_server_itself_pass
    v61_cached_refusals_no_cache_keeps_a_refusal
}

/// Micronaut: any page could send simple requests to a service that listens on the user's own machine.
/// Asked: with `enforce`, no page is let in that is not listed, the machine's own other ports included.
async fn v46_cve_2024_23639_pages_of_elsewhere_and_a_service_on_this_machine(app: &App<impl Driver>) {
    for origin in [EVIL, "null", "http://localhost:8080", "http://localhost", "http://127.0.0.1:3000", "file://"] {
        let asked = |line: &str| from(line, origin).header("host", "localhost:3000");
        let rows = [(asked("POST /strict"), refusal()), (asked("GET /strict"), refusal())];
        check(app, &rows).await;
    }
    assert_eq!(app.runs.so_far(), [0, 0]);
}

/// Quarkus: simple requests of pages that are not allowed were executed.
/// Asked: both. with CORS alone they run, and no page may read; with `enforce` neither the layer nor the handler runs.
async fn v47_cve_2022_4147_simple_requests_of_pages_that_are_not_allowed(app: &App<impl Driver>) {
    let rows = [(from("POST /strict", EVIL), refusal()), (preflight("POST /strict", EVIL), denied())];
    check(app, &rows).await;
    assert_eq!(app.runs.so_far(), [0, 0]);
    check(app, &[(from("POST /users", EVIL), unreadable(200))]).await;
    assert_eq!(app.runs.so_far(), [1, 1]);
    let rows = [
        (from("POST /strict", APP), frontend_readable(200, APP)),
        (preflight("POST /strict", APP), frontend(APP, "GET, [HEAD], POST")),
        (request("POST /strict"), judged(200)),
    ];
    check(app, &rows).await;
    assert_eq!(app.runs.so_far(), [3, 3]);
}

/// FastAPI, dynoxide-rs, crumb: CORS was taken for a protection against forged requests, and JSON was read from `text/plain`.
/// Asked: with `enforce`, no body of another page arrives, whatever its type; a preflight would not have been sent.
async fn v50_cve_2021_32677_bodies_that_need_no_preflight(app: &App<impl Driver>) {
    for kind in
        ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json"]
    {
        for origin in [EVIL, "null", ADMIN] {
            let forged = from("POST /strict", origin).header("cookie", "session=1").body(kind, "{}");
            check(app, &[(forged, refusal())]).await;
        }
    }
    assert_eq!(app.runs.so_far(), [0, 0]);
    let own = from("POST /strict", APP).body("text/plain", "{}");
    check(app, &[(own, frontend_readable(200, APP))]).await;
}

fn handshake(ask: ClientRequest) -> ClientRequest {
    ask.header("host", "api.example.com")
        .header("connection", "upgrade")
        .header("upgrade", "websocket")
        .header("sec-websocket-version", "13")
        .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
}

/// The same, for WebSockets: a handshake is never preflighted and carries cookies. Without `enforce` it does not compile.
/// Asked: handshakes of other pages end before anything runs, and those of the listed one reach the handler.
async fn v50_cve_2021_32677_handshakes_that_need_no_preflight(app: &App<impl Driver>) {
    for origin in [EVIL, "null", "", "https://api.example.com.evil.test", "http://app.example.com"] {
        check(app, &[(handshake(from("GET /chat", origin)).header("cookie", "session=1"), refusal())]).await;
    }
    assert_eq!(app.runs.so_far(), [0, 0]);
    // That a socket opens needs a connection: the examples have one.
    let answer = handshake(from("GET /chat", APP)).send(app).await;
    assert_ne!(answer.status, 403);
    assert_eq!(app.runs.so_far(), [0, 1]);
}

/// Traefik names the scheme `wss` where it hands on an upgrade, a form under `Referrer-Policy: no-referrer` has the origin `null`, and
/// an absolute target counts more than `Host`: checks that were written by hand refused the server's own pages there.
/// Asked: they pass, and nothing else does.
async fn v60_traefik_x_forwarded_proto_pages_of_the_server_itself_pass(app: &App<impl Driver>) {
    let own = |origin: &str| from("POST /strict", origin).header("host", "api.example.com");
    for (asked, passes) in [
        (own(OWN).header("x-forwarded-proto", "wss"), true),
        (own(OWN).header("forwarded", "for=10.0.0.1;proto=wss"), true),
        (own("http://api.example.com").header("x-forwarded-proto", "ws"), true),
        (own(OWN).header("x-forwarded-proto", "ws"), false),
        (own("https://evil.test").header("x-forwarded-proto", "wss"), false),
        (own("null").header("sec-fetch-site", "same-origin"), true),
        (own("null").header("sec-fetch-site", "none"), true),
        (own("null").header("sec-fetch-site", "same-site"), false),
        (own("null"), false),
        (own("https://u@api.example.com").header("sec-fetch-site", "same-origin"), false),
    ] {
        if passes {
            let answer = asked.send(app).await;
            assert_eq!(answer.status, 200, "{asked}: {answer:?}");
            assert!(answer.access_control().is_empty(), "{asked}: {answer:?}");
        } else {
            check(app, &[(asked, refusal())]).await;
        }
    }
}

/// A shared cache that keeps a refusal, or a denial that was true for a second, answers pages that are allowed with it.
/// Asked: every refusal says `no-store`. (Denials while a source is away: `tests/origin_sources`, and behind nginx's cache `tests/proxies`.)
async fn v61_cached_refusals_no_cache_keeps_a_refusal(app: &App<impl Driver>) {
    for asked in [from("POST /strict", EVIL), from("GET /strict", "null"), preflight("POST /strict", EVIL)] {
        let answer = asked.send(app).await;
        assert_eq!(answer.status, 403, "{asked}: {answer:?}");
        assert!(answer.header("cache-control") == Some("no-store"), "{asked}: {answer:?}");
    }
}
