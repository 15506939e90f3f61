//! `enforce`: requests of other origins are refused before the application sees them.

use cors_tests::{
    driver::Driver,
    exchange::{APP, EVIL, OWN, check, from, preflight, request},
    on_every_framework,
};

use crate::app::App;

on_every_framework! {
    crate::app::called:
    requests_that_are_refused
    pages_of_the_servers_own_origin
    handshakes_of_websockets
    nothing_of_the_application_runs
    methods_outside_those_of_the_policy
    where_same_origin_closes_an_enforcing_policy
    no_cache_keeps_a_refusal
}

async fn requests_that_are_refused(app: &App<impl Driver>) {
    let rows = [
        (from("GET /strict", APP), "200 https://app.example.com"),
        (from("POST /strict", APP), "200 https://app.example.com"),
        (from("GET /strict", EVIL), "403 none origin_not_allowed"),
        (from("POST /strict", EVIL), "403 none origin_not_allowed"),
        (from("POST /strict", "null"), "403 none null_origin"),
        (from("POST /strict", ""), "403 none malformed_origin"),
        (from("POST /strict", APP).origin(APP), "403 none several_origins"),
        // Without `Origin`: not from a page, or from one of the server itself.
        (request("GET /strict"), "200 none"),
        (request("POST /strict"), "200 none"),
        // Preflights are answered as without `enforce`.
        (preflight("POST /strict", APP), "204 https://app.example.com"),
        (preflight("POST /strict", EVIL), "403 none origin_not_allowed"),
        (from("POST /closed", APP), "403 none same_origin_only"),
        (request("POST /closed"), "200 none"),
        // Without `enforce`, CORS is not access control.
        (from("GET /users", EVIL), "200 none"),
    ];
    check(app, &rows).await;
}

async fn pages_of_the_servers_own_origin(app: &App<impl Driver>) {
    let with = |origin, headers: &[(&'static str, &str)]| {
        let mut all = vec![("origin", origin)];
        all.extend_from_slice(headers);
        request("POST /strict").headers(&all)
    };
    const SAME: &str = "200 none";
    const OTHER: &str = "403 none origin_not_allowed";
    const SCHEME: &str = "403 none other_scheme";
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
        // A proxy that hides the host; the browser sends `Sec-Fetch-Site`.
        (with(OWN, &[("host", "backend:3000")]), OTHER),
        (with(OWN, &[("host", "backend:3000"), ("sec-fetch-site", "same-origin")]), SAME),
        // Proxies that name the scheme of the upgrade.
        (with(OWN, &[host, ("x-forwarded-proto", "wss")]), SAME),
        (with("http://api.example.com", &[host, ("x-forwarded-proto", "ws")]), SAME),
        (with(OWN, &[host, ("forwarded", "proto=wss")]), SAME),
        (with(OWN, &[host, ("x-forwarded-proto", "ws")]), SCHEME),
        // A form under `Referrer-Policy: no-referrer`, a bookmark.
        (with("null", &[host, ("sec-fetch-site", "same-origin")]), SAME),
        (with("null", &[host, ("sec-fetch-site", "none")]), SAME),
        (with("null", &[host, ("sec-fetch-site", "same-site")]), "403 none null_origin"),
        (with("null", &[host]), "403 none null_origin"),
        (with(EVIL, &[host]), OTHER),
        (with("https://evil-api.example.com", &[host]), OTHER),
    ];
    check(app, &rows).await;
    // The authority of an absolute target is compared, not `Host` (RFC 9112, section 3.2.2).
    for (target, origin, expected) in
        [("POST https://api.example.com/strict", OWN, SAME), ("POST https://backend.example/strict", OWN, OTHER)]
    {
        let absolute = from(target, origin).header("host", "other.example");
        let same_host = from(target, origin).header("host", "api.example.com");
        check(app, &[(absolute, expected), (same_host, expected)]).await;
    }
    let closed = request("POST /closed").headers(&[("origin", OWN), host]);
    assert_eq!(closed.send(app).await.summary(), "200 none");
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
        request("GET /chat").headers(&headers)
    };
    for origin in [EVIL, "null", "http://api.example.com.evil.test"] {
        let refused = handshake(Some(origin)).send(app).await;
        assert_eq!((refused.status, refused.header("access-control-allow-origin")), (403, None), "{origin}");
    }
    assert_eq!(app.shared.layers.so_far(), 0);
    // They reach the extractor. The examples open a WebSocket over a connection.
    for origin in [Some(APP), Some(OWN), None] {
        let reached = handshake(origin).send(app).await;
        assert_ne!(reached.status, 403, "{origin:?}");
    }
    assert_eq!(app.shared.layers.so_far(), 3);
}

async fn nothing_of_the_application_runs(app: &App<impl Driver>) {
    for refused in [
        from("POST /strict", EVIL),
        from("POST /closed", EVIL),
        preflight("POST /strict", EVIL),
        preflight("POST /strict", APP),
    ] {
        refused.send(app).await;
    }
    assert_eq!(app.shared.layers.so_far(), 0);
    from("POST /strict", APP).send(app).await;
    assert_eq!(app.shared.layers.so_far(), 1);
}

/// `policy = Strict, same_origin` drops the origins of `Strict` and keeps its `enforce`.
async fn where_same_origin_closes_an_enforcing_policy(app: &App<impl Driver>) {
    for path in ["/strict/closed", "/strict/closed/named"] {
        for line in [format!("GET {path}"), format!("POST {path}")] {
            let rows = [
                (from(&line, APP), "403 none same_origin_only"),
                (from(&line, EVIL), "403 none same_origin_only"),
                (from(&line, "null"), "403 none null_origin"),
                (preflight(&line, APP), "403 none same_origin_only"),
            ];
            check(app, &rows).await;
        }
    }
    assert_eq!(app.shared.layers.so_far(), 0);
    let own = [
        (from("POST /strict/closed", OWN), "200 none"),
        (from("POST /strict/closed/named", OWN), "200 none"),
        (request("GET /strict/closed"), "200 none"),
    ];
    check(app, &own).await;
    assert_eq!(app.shared.layers.so_far(), 3);
}

async fn methods_outside_those_of_the_policy(app: &App<impl Driver>) {
    let rows = [
        (from("GET /socket", APP), "200 https://app.example.com"),
        (from("GET /socket", EVIL), "403 none origin_not_allowed"),
        (from("POST /socket", APP), "403 none method_outside"),
        (from("POST /socket", EVIL), "403 none method_outside"),
        (from("POST /socket", OWN), "200 none"),
    ];
    check(app, &rows).await;
}

async fn no_cache_keeps_a_refusal(app: &App<impl Driver>) {
    for refused in [
        from("POST /strict", EVIL),
        from("POST /closed", EVIL),
        from("GET /chat", EVIL),
        preflight("POST /strict", EVIL),
    ] {
        let answer = refused.send(app).await;
        assert_eq!((answer.status, answer.header("cache-control")), (403, Some("no-store")), "{refused}");
    }
}
