//! Requests that no browser sends are denied, without a panic or a 5xx. That this costs little is tested in `cors-core`.

use cors_tests::{
    driver::Driver,
    exchange::{APP, ClientRequest, from, preflight, request},
    on_every_framework,
};

on_every_framework! { crate::app::called: what_no_browser_sends_is_denied }

/// Headers that a client can send and no browser does.
fn hostile() -> Vec<(&'static str, ClientRequest)> {
    let get = || request("GET /users");
    let pre = |origin: &str| preflight("POST /users", origin);
    let asks = || from("OPTIONS /users", APP);
    const METHOD: &str = "access-control-request-method";
    let long = |len: usize| format!("https://{}.partner.example", "a".repeat(len));
    let labels = format!("https://{}partner.example", "a.".repeat(32_000));
    let mut all = vec![
        ("several origins", pre(APP).origin(APP)),
        ("several origins, one of them bad", pre("x").origin(APP)),
        ("empty", pre("")),
        ("not ASCII", asks().header(METHOD, "POST").header("origin", "https://\u{e4}.example")),
        (
            "bytes that are no text",
            request("OPTIONS /users").header(METHOD, "POST").header("origin", b"https://\xff\xfe"),
        ),
        ("a list", pre("https://app.example.com, https://app.example.com")),
        ("white space around", pre(" https://app.example.com ")),
        ("no scheme", pre("app.example.com")),
        ("no host", pre("https://")),
        ("only separators", pre("://:")),
        ("an unclosed bracket", pre("https://[::1")),
        ("a port out of range", pre("https://app.example.com:99999")),
        ("a pattern", pre("https://*.partner.example")),
        ("64 KiB", pre(&long(65_536))),
        ("64 KiB of labels", pre(&labels)),
        ("64 KiB of dots", pre(&".".repeat(65_536))),
        ("64 KiB of a scheme", pre(&"s".repeat(65_536))),
        ("several methods", pre(APP).header(METHOD, "POST")),
        ("an empty method", asks().header(METHOD, "")),
        ("a method that is no token", asks().header(METHOD, "PO ST")),
        ("a method that is no text", asks().header(METHOD, b"\xff")),
        ("64 KiB of a method", asks().header(METHOD, "M".repeat(65_536))),
        ("1 MiB of commas", pre(APP).request_headers(&",".repeat(1 << 20))),
        ("1 MiB of white space", pre(APP).request_headers(&format!("content-type{},x", " ".repeat(1 << 20)))),
        ("1 MiB of one name", pre(APP).request_headers(&"x".repeat(1 << 20))),
        ("1 MiB of allowed names", pre(APP).request_headers(&"content-type,".repeat(80_000))),
        ("a name that is no token", pre(APP).request_headers("content-type,x y")),
        ("names that are no text", pre(APP).header("access-control-request-headers", b"\xff\xfe")),
    ];
    let many = (0..1024).fold(pre(APP), |request, _| request.request_headers(&",".repeat(1024)));
    all.push(("1,024 lines of 1,024 commas", many));
    for (what, origin) in [("an actual request with 64 KiB", long(65_536)), ("one with nothing", String::new())] {
        all.push((what, get().origin(&origin)));
    }
    all.push(("an actual request with several origins", get().origin(APP).origin(APP)));
    all.push(("an actual request with bytes", get().header("origin", b"\xff")));
    all
}

/// Without a socket: an HTTP parser trims values, and rejects much of this before CORS sees it.
async fn what_no_browser_sends_is_denied(app: &impl Driver) {
    for (what, request) in hostile() {
        let answer = request.send(app).await;
        assert_eq!(answer.header("access-control-allow-origin"), None, "{what}");
        assert!(answer.status == 403 || request.to_string().starts_with("GET"), "{what}: {}", answer.status);
    }
}
