//! What no browser sends: denied, without a panic or a 5xx. That it is no work either is tested in `cors-core`.

use cors_tests::driver::{Driver, call_actix};

use crate::{
    app::{Inside, Shared},
    app_actix, app_axum,
    exchange::{APP, Ask, ask, preflight},
};

/// Headers that a client can send and no browser does.
fn hostile() -> Vec<(&'static str, Ask)> {
    let get = || ask("GET /users");
    let pre = |origin: &str| preflight("POST /users", origin);
    let asks = || ask("OPTIONS /users").from(APP);
    const METHOD: &str = "access-control-request-method";
    let long = |len: usize| format!("https://{}.partner.example", "a".repeat(len));
    let labels = format!("https://{}partner.example", "a.".repeat(32_000));
    let mut all = vec![
        ("several origins", pre(APP).from(APP)),
        ("several origins, one of them bad", pre("x").from(APP)),
        ("empty", pre("")),
        ("not ASCII", asks().header(METHOD, "POST").header("origin", "https://\u{e4}.example")),
        ("bytes that are no text", ask("OPTIONS /users").header(METHOD, "POST").header("origin", b"https://\xff\xfe")),
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
        ("1 MiB of commas", pre(APP).with_headers(&",".repeat(1 << 20))),
        ("1 MiB of white space", pre(APP).with_headers(&format!("content-type{},x", " ".repeat(1 << 20)))),
        ("1 MiB of one name", pre(APP).with_headers(&"x".repeat(1 << 20))),
        ("1 MiB of allowed names", pre(APP).with_headers(&"content-type,".repeat(80_000))),
        ("a name that is no token", pre(APP).with_headers("content-type,x y")),
        ("names that are no text", pre(APP).header("access-control-request-headers", b"\xff\xfe")),
    ];
    let many = (0..1024).fold(pre(APP), |ask, _| ask.with_headers(&",".repeat(1024)));
    all.push(("1,024 lines of 1,024 commas", many));
    for (what, origin) in [("an actual request with 64 KiB", long(65_536)), ("one with nothing", String::new())] {
        all.push((what, get().from(&origin)));
    }
    all.push(("an actual request with several origins", get().from(APP).from(APP)));
    all.push(("an actual request with bytes", get().header("origin", b"\xff")));
    all
}

/// Without a socket: an HTTP parser trims, and refuses much of this before CORS sees it.
async fn what_no_browser_sends_is_denied(app: &impl Driver) {
    for (what, ask) in hostile() {
        let answer = ask.of(app).await;
        assert_eq!(answer.header("access-control-allow-origin"), None, "{what}");
        assert!(answer.status == 403 || ask.to_string().starts_with("GET"), "{what}: {}", answer.status);
    }
}

#[tokio::test]
async fn on_axum() {
    what_no_browser_sends_is_denied(&app_axum::app(Shared::default(), Inside::Nothing)).await;
}

#[tokio::test]
async fn on_actix() {
    what_no_browser_sends_is_denied(&call_actix(app_actix::app(Shared::default(), Inside::Nothing)).await).await;
}
