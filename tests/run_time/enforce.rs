//! `enforce`: requests of other origins are refused before anything of the application sees them.

use cors_tests::driver::Driver;

use crate::{
    app::App,
    exchange::{APP, EVIL, answer, check, from, preflight, request},
};

on_every_framework! {
    who_is_refused
    pages_of_the_servers_own_origin
    handshakes_of_websockets
    nothing_of_the_application_runs
    with_origins_that_only_a_source_knows
    methods_outside_those_of_the_policy
    where_same_origin_closes_an_enforcing_policy
}

const OWN: &str = "https://api.example.com";

async fn who_is_refused(app: &App<impl Driver>) {
    let rows = [
        (from("GET /strict", APP), "200 https://app.example.com"),
        (from("POST /strict", APP), "200 https://app.example.com"),
        (from("GET /strict", EVIL), "403 nobody origin_not_allowed"),
        (from("POST /strict", EVIL), "403 nobody origin_not_allowed"),
        (from("POST /strict", "null"), "403 nobody null_origin"),
        (from("POST /strict", ""), "403 nobody malformed_origin"),
        (request("POST /strict", &[("origin", APP), ("origin", APP)]), "403 nobody several_origins"),
        // No origin: no page has asked, or one of the server's own.
        (request("GET /strict", &[]), "200 nobody"),
        (request("POST /strict", &[]), "200 nobody"),
        // Preflights are answered as ever.
        (preflight("POST /strict", APP), "204 https://app.example.com"),
        (preflight("POST /strict", EVIL), "403 nobody origin_not_allowed"),
        (from("POST /closed", APP), "403 nobody same_origin_only"),
        (request("POST /closed", &[]), "200 nobody"),
        // Where nothing is enforced, CORS is no access control.
        (from("GET /known", EVIL), "200 nobody"),
    ];
    check(app, &rows).await;
}

async fn pages_of_the_servers_own_origin(app: &App<impl Driver>) {
    let with = |origin, headers: &[(&'static str, &str)]| {
        let mut all = vec![("origin", origin)];
        all.extend_from_slice(headers);
        request("POST /strict", &all)
    };
    const SAME: &str = "200 nobody";
    const OTHER: &str = "403 nobody origin_not_allowed";
    const SCHEME: &str = "403 nobody other_scheme";
    let host = ("host", "api.example.com");
    let rows = [
        (with(OWN, &[host]), SAME),
        (with(OWN, &[("host", "api.example.com:443")]), SAME),
        (with(OWN, &[host, ("sec-fetch-site", "same-origin")]), SAME),
        (with(OWN, &[host, ("sec-fetch-site", "cross-site")]), OTHER),
        (with("https://api.example.com:8443", &[host]), OTHER),
        (with("https://api.example.com:8443", &[("host", "api.example.com:8443")]), SAME),
        // Behind a proxy that ends TLS.
        (with("http://api.example.com", &[host]), SAME),
        (with("http://api.example.com", &[host, ("x-forwarded-proto", "https")]), SCHEME),
        (with(OWN, &[host, ("x-forwarded-proto", "https")]), SAME),
        (with(OWN, &[host, ("forwarded", "for=10.0.0.1;proto=https")]), SAME),
        // A proxy that hides the host: the browser has said what it is.
        (with(OWN, &[("host", "backend:3000")]), OTHER),
        (with(OWN, &[("host", "backend:3000"), ("sec-fetch-site", "same-origin")]), SAME),
        // In the words of proxies that name the scheme of the upgrade.
        (with(OWN, &[host, ("x-forwarded-proto", "wss")]), SAME),
        (with("http://api.example.com", &[host, ("x-forwarded-proto", "ws")]), SAME),
        (with(OWN, &[host, ("forwarded", "proto=wss")]), SAME),
        (with(OWN, &[host, ("x-forwarded-proto", "ws")]), SCHEME),
        // A form under `Referrer-Policy: no-referrer`, a bookmark.
        (with("null", &[host, ("sec-fetch-site", "same-origin")]), SAME),
        (with("null", &[host, ("sec-fetch-site", "none")]), SAME),
        (with("null", &[host, ("sec-fetch-site", "same-site")]), "403 nobody null_origin"),
        (with("null", &[host]), "403 nobody null_origin"),
        (with(EVIL, &[host]), OTHER),
        (with("https://evil-api.example.com", &[host]), OTHER),
    ];
    check(app, &rows).await;
    // The authority of an absolute target counts, and not `Host` (RFC 9112, section 3.2.2).
    for (target, origin, expected) in
        [("POST https://api.example.com/strict", OWN, SAME), ("POST https://backend.example/strict", OWN, OTHER)]
    {
        let absolute = request(target, &[("origin", origin), ("host", "other.example")]);
        assert_eq!(answer(app, absolute).await.in_short(), expected, "{target}");
        let same_host = request(target, &[("origin", origin), ("host", "api.example.com")]);
        assert_eq!(answer(app, same_host).await.in_short(), expected, "{target}");
    }
    let closed = request("POST /closed", &[("origin", OWN), host]);
    assert_eq!(answer(app, closed).await.in_short(), "200 nobody");
}

async fn handshakes_of_websockets(app: &App<impl Driver>) {
    let handshake = |origin: Option<&str>| {
        let mut headers = vec![
            ("host", "api.example.com"),
            ("connection", "upgrade"),
            ("upgrade", "websocket"),
            ("sec-websocket-version", "13"),
            ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ];
        headers.extend(origin.map(|origin| ("origin", origin)));
        request("GET /chat", &headers)
    };
    for origin in [EVIL, "null", "http://api.example.com.evil.test"] {
        let refused = answer(app, handshake(Some(origin))).await;
        assert_eq!((refused.status, refused.line("access-control-allow-origin")), (403, None), "{origin}");
    }
    assert_eq!(app.runs.so_far(), 0);
    // Let in as far as the extractor. That a socket opens is shown by the examples, over a connection.
    for origin in [Some(APP), Some(OWN), None] {
        let let_in = answer(app, handshake(origin)).await;
        assert_ne!(let_in.status, 403, "{origin:?}");
    }
    assert_eq!(app.runs.so_far(), 3);
}

async fn nothing_of_the_application_runs(app: &App<impl Driver>) {
    for refused in [
        from("POST /strict", EVIL),
        from("POST /closed", EVIL),
        from("POST /tenants/one/strict", EVIL),
        preflight("POST /strict", EVIL),
        preflight("POST /strict", APP),
    ] {
        answer(app, refused).await;
    }
    assert_eq!(app.runs.so_far(), 0);
    answer(app, from("POST /strict", APP)).await;
    assert_eq!(app.runs.so_far(), 1);
}

async fn with_origins_that_only_a_source_knows(app: &App<impl Driver>) {
    let rows = [
        (from("POST /tenants/one/strict", "https://one.example"), "200 https://one.example"),
        (from("POST /tenants/two/strict", "https://one.example"), "403 nobody origin_not_allowed"),
        (from("POST /tenants/one/strict", OWN), "200 nobody"),
        (request("POST /tenants/one/strict", &[]), "200 nobody"),
        (from("GET /failing", EVIL), "200 nobody"),
    ];
    check(app, &rows).await;
}

/// `policy = Strict, same_origin`: the origins of `Strict` are gone, and its `enforce` is not.
async fn where_same_origin_closes_an_enforcing_policy(app: &App<impl Driver>) {
    for path in ["/strict/closed", "/strict/closed/named"] {
        for line in [format!("GET {path}"), format!("POST {path}")] {
            let rows = [
                (from(&line, APP), "403 nobody same_origin_only"),
                (from(&line, EVIL), "403 nobody same_origin_only"),
                (from(&line, "null"), "403 nobody null_origin"),
                (preflight(&line, APP), "403 nobody same_origin_only"),
            ];
            check(app, &rows).await;
        }
    }
    assert_eq!(app.runs.so_far(), 0);
    let own = [
        (from("POST /strict/closed", OWN), "200 nobody"),
        (from("POST /strict/closed/named", OWN), "200 nobody"),
        (request("GET /strict/closed", &[]), "200 nobody"),
    ];
    check(app, &own).await;
    assert_eq!(app.runs.so_far(), 3);
}

async fn methods_outside_those_of_the_policy(app: &App<impl Driver>) {
    let rows = [
        (from("GET /socket", APP), "200 https://app.example.com"),
        (from("GET /socket", EVIL), "403 nobody origin_not_allowed"),
        (from("POST /socket", APP), "403 nobody method_outside"),
        (from("POST /socket", EVIL), "403 nobody method_outside"),
        (from("POST /socket", OWN), "200 nobody"),
    ];
    check(app, &rows).await;
}
