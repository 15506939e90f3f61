//! Requests for hosts that are not listed: by a policy's `hosts`, and by those of a router.

use cors_tests::{
    driver::Served,
    exchange::{APP, Answer, ClientRequest, EVIL, from, preflight, request},
    frameworks::Runs,
};

#[track_caller]
fn assert_refused(request: &ClientRequest, answer: &Answer) {
    assert_eq!((answer.status, answer.header("cache-control")), (403, Some("no-store")), "{request} {answer:?}");
    assert!(answer.header("vary").is_some_and(|vary| vary.contains("Host")), "{request} {answer:?}");
    assert_eq!(answer.access_control(), [""; 0], "{request}");
    answer.assert_denied_because("host_not_listed");
}

/// Every kind of request: with and without a page, of a page that browsers take for the server's own, preflights, WebSockets.
fn requests(path: &str) -> Vec<ClientRequest> {
    let line = |method: &str| format!("{method} {path}");
    vec![
        request(&line("GET")),
        request(&line("POST")),
        from(&line("POST"), APP),
        from(&line("POST"), EVIL),
        from(&line("GET"), "http://rebound.example").header("sec-fetch-site", "same-origin"),
        request(&line("OPTIONS")),
        preflight(&line("POST"), APP),
        preflight(&line("POST"), EVIL),
        from(&line("GET"), APP).headers(&[
            ("connection", "upgrade"),
            ("upgrade", "websocket"),
            ("sec-websocket-version", "13"),
            ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
        ]),
    ]
}

async fn other_hosts_are_refused((app, runs): &(Served, Runs)) {
    for path in ["/local", "/public", "/closed"] {
        for host in
            ["rebound.example", "api.example.com.evil.test", "localhost.evil.test:3000", "", "api.example.com:8443"]
        {
            for request in requests(path) {
                let request = request.header("host", host);
                let answer = request.send(app).await;
                assert_refused(&request, &answer);
            }
        }
    }
    assert_eq!(runs.so_far(), 0, "a layer has run");
}

async fn listed_hosts_are_served((app, _): &(Served, Runs)) {
    for host in [
        "api.example.com",
        "API.example.com",
        "api.example.com:443",
        "localhost",
        "localhost:3000",
        "127.0.0.1:3000",
        "[::1]",
        "[::1]:8080",
    ] {
        let rows = [
            (request("GET /local"), "200 none", "Origin, Host"),
            (from("GET /local", APP), "200 https://app.example.com", "Origin, Host"),
            (from("GET /local", EVIL), "200 none", "Origin, Host"),
            (
                preflight("PUT /local", APP),
                "204 https://app.example.com",
                "Origin, Host, Access-Control-Request-Method, Access-Control-Request-Headers",
            ),
        ];
        for (request, outcome, vary) in rows {
            let request = request.header("host", host);
            let answer = request.send(app).await;
            assert_eq!(
                (answer.outcome().as_str(), answer.header("vary")),
                (outcome, Some(vary)),
                "{request} {answer:?}"
            );
        }
    }
    let public = request("GET /public").send(app).await;
    assert_eq!((public.outcome().as_str(), public.header("vary")), ("200 *", Some("Host")));
    let preflight = preflight("PUT /public", EVIL).send(app).await;
    let vary = "Host, Access-Control-Request-Method, Access-Control-Request-Headers";
    assert_eq!((preflight.outcome().as_str(), preflight.header("vary")), ("204 *", Some(vary)));
}

/// An override replaces the list; `same_origin` keeps it; methods outside `methods` are refused, too.
async fn overrides((app, _): &(Served, Runs)) {
    for (line, host, status) in [
        ("GET /elsewhere", "other.example.com", 200),
        ("GET /elsewhere", "api.example.com", 403),
        ("GET /closed", "api.example.com", 200),
        ("GET /closed", "rebound.example", 403),
        ("GET /narrowed", "localhost:1", 200),
        ("GET /narrowed", "rebound.example", 403),
        ("DELETE /narrowed", "localhost:1", 200),
        ("DELETE /narrowed", "rebound.example", 403),
        ("GET /plain", "rebound.example", 200),
    ] {
        assert_eq!(request(line).header("host", host).send(app).await.status, status, "{line} {host}");
    }
}

/// The authority of an absolute target counts, not `Host` (RFC 9112, section 3.2.2); of several lines of `Host`, none.
async fn the_authority_of_the_target((app, _): &(Served, Runs)) {
    for (target, host, status) in [
        ("GET http://api.example.com/local", "rebound.example", 200),
        ("GET http://rebound.example/local", "api.example.com", 403),
        ("GET http://localhost:9/local", "api.example.com", 200),
    ] {
        assert_eq!(request(target).header("host", host).send(app).await.status, status, "{target} {host}");
    }
}

async fn a_router_restricts_every_route((app, runs): &(Served, Runs)) {
    for path in ["/anonymous", "/plain", "/unknown", "/elsewhere"] {
        for host in ["rebound.example", "api.example.com:8443"] {
            for request in requests(path) {
                let request = request.header("host", host);
                assert_refused(&request, &request.send(app).await);
            }
        }
    }
    assert_eq!(runs.so_far(), 0, "a layer has run");
    for (line, body, vary) in [
        ("GET /plain", "done", &["Host"][..]),
        ("GET /unknown", "fallback", &["Host"]),
        ("GET /anonymous", "done", &["Origin, Sec-Fetch-Site, Host"]),
    ] {
        let answer = request(line).header("host", "localhost:3000").send(app).await;
        let lines: Vec<_> = answer.headers.get_all("vary").iter().map(|line| line.to_str().expect("text")).collect();
        assert_eq!((answer.status, answer.body.as_str(), lines.as_slice()), (200, body, vary), "{line}");
    }
    // The policy's own list counts as well.
    let elsewhere = request("GET /elsewhere").header("host", "other.example.com");
    assert_refused(&elsewhere, &elsewhere.send(app).await);
    let granted = preflight("PUT /anonymous", APP).send(app).await;
    assert_eq!(granted.outcome(), format!("204 {APP}"));
}

/// A request has to name a host of each list.
async fn both_lists_have_to_be_satisfied(app: &Served) {
    for path in ["/anonymous", "/plain"] {
        for (host, status) in
            [("api.example.com", 200), ("localhost:3000", 403), ("other.example.com", 403), ("rebound.example", 403)]
        {
            let request = request(&format!("GET {path}")).header("host", host);
            let answer = request.send(app).await;
            assert_eq!(answer.status, status, "{request}");
            if status == 403 {
                assert_refused(&request, &answer);
            }
        }
    }
}

mod served {
    pub(super) use super::super::{on_actix::hosts as actix, on_axum::hosts as axum};
}

mod restricted {
    pub(super) use super::super::{on_actix::restricted as actix, on_axum::restricted as axum};
}

mod restricted_twice {
    pub(super) use super::super::{on_actix::restricted_twice as actix, on_axum::restricted_twice as axum};
}

mod of_policies {
    use super::{listed_hosts_are_served, other_hosts_are_refused, overrides, the_authority_of_the_target};

    cors_tests::on_every_framework! {
        super::super::served:
        other_hosts_are_refused
        listed_hosts_are_served
        overrides
        the_authority_of_the_target
    }
}

mod of_routers_called_twice {
    use super::both_lists_have_to_be_satisfied;

    cors_tests::on_every_framework! {
        super::super::restricted_twice:
        both_lists_have_to_be_satisfied
    }
}

mod of_routers {
    use super::a_router_restricts_every_route;

    cors_tests::on_every_framework! {
        super::super::restricted:
        a_router_restricts_every_route
    }
}
