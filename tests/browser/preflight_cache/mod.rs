//! A granted preflight opens nothing else: browsers remember header names apart from methods, and these two decide.
//!
//! Each scenario is a page that makes requests in turn, to the same handlers on axum and on actix-web. The handlers write down
//! that they have run.

use std::sync::{Arc, Mutex};

use axum::{Router, response::Html, routing::get};
use cors_tests::{
    browser::{Browser, Engine, eventually},
    driver::{Served, serve_axum},
};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use url::form_urlencoded::byte_serialize;

/// The handlers that have run, in turn.
#[derive(Clone, Default)]
struct Runs(Arc<Mutex<Vec<&'static str>>>);

impl Runs {
    /// Called by handlers. The body is their name.
    fn record(&self, handler: &'static str) -> &'static str {
        self.0.lock().expect("no handler panics").push(handler);
        handler
    }

    fn take(&self) -> Vec<&'static str> {
        std::mem::take(&mut *self.0.lock().expect("no handler panics"))
    }
}

/// The policies and the handlers. `cors` is the attribute of the framework at hand, and `Recorder` its extractor of [`Runs`].
#[rustfmt::skip]
macro_rules! handlers {
    () => {
        /// The page of the tests.
        #[cors(
            origins = ["http://localhost:*"],
            credentials,
            allow_headers = ["content-type"],
            max_age = "10m",
            allow(localhost_origin, reason = "the page of this test"),
        )]
        struct Page;

        /// Another page.
        #[cors(origins = ["https://admin.example.com"], credentials, allow_headers = ["content-type"], max_age = "10m")]
        struct Admin;

        /// Every page, without credentials.
        #[cors(origins = "*", max_age = "10m")]
        struct Public;

        #[cors(policy = Page)]
        async fn read(runs: Recorder) -> &'static str { runs.record("read") }
        #[cors(policy = Page, allow(forgeable, reason = "it only records that it ran"))]
        async fn create(runs: Recorder) -> &'static str { runs.record("create") }
        #[cors(policy = Admin, allow(forgeable, reason = "it only records that it ran"))]
        async fn administer(runs: Recorder) -> &'static str { runs.record("administer") }
        #[cors(policy = Admin)]
        async fn remove(runs: Recorder) -> &'static str { runs.record("remove") }
        #[cors(policy = Public)]
        async fn public(runs: Recorder) -> &'static str { runs.record("public") }
        /// Without a policy.
        async fn internal(runs: Recorder) -> &'static str { runs.record("internal") }
    };
}

mod on_actix;
mod on_axum;

/// Makes the requests in its own address, one after the other, and then shows what has come of each.
const PAGE: &str = "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><p id=done></p><script>
    const seen = [];
    (async () => {
        for (const [url, options] of JSON.parse(new URLSearchParams(location.search).get('requests'))) {
            seen.push(await fetch(url, options).then(response => response.text(), () => 'blocked'));
        }
        document.getElementById('done').textContent = seen.join(', ');
    })();
</script>";

/// A request of the page: what `fetch` is given.
struct Request {
    path: &'static str,
    options: Value,
}

/// With cookies, and with the header that JSON needs.
fn json(method: &str, path: &'static str) -> Request {
    let body = if method == "GET" { Value::Null } else { json!("{}") };
    let headers = json!({ "content-type": "application/json" });
    let mut options = json!({ "method": method, "credentials": "include", "headers": headers });
    if !body.is_null() {
        options["body"] = body;
    }
    Request { path, options }
}

/// Without cookies, and without a header that needs permission.
fn plain(method: &str, path: &'static str) -> Request {
    Request { path, options: json!({ "method": method, "credentials": "omit" }) }
}

/// A page that makes requests in turn.
struct Scenario {
    requests: Vec<Request>,
    /// What its scripts see.
    seen: &'static str,
    /// The handlers that run.
    run: &'static [&'static str],
}

fn scenarios() -> Vec<Scenario> {
    vec![
        // Where one policy speaks for both methods, both run.
        Scenario {
            requests: vec![json("GET", "/same"), json("POST", "/same")],
            seen: "read, create",
            run: &["read", "create"],
        },
        // GET lets the page in, POST another one.
        Scenario { requests: vec![json("GET", "/two"), json("POST", "/two")], seen: "read, blocked", run: &["read"] },
        // GET lets the page in, and POST has no policy.
        Scenario {
            requests: vec![json("GET", "/mixed"), json("POST", "/mixed")],
            seen: "read, blocked",
            run: &["read"],
        },
        // All origins may use most methods, but not DELETE. `*` is not one of them, and does not stand for all.
        Scenario {
            requests: vec![plain("*", "/most"), plain("DELETE", "/most"), plain("PUT", "/most")],
            seen: "blocked, blocked, public",
            run: &["public"],
        },
    ]
}

fn a_grant_opens_nothing_else(engine: Engine, name: &str, serve: impl AsyncFnOnce(Runs) -> Served) {
    let Some(browser) = Browser::start(engine, &format!("preflight-cache-{name}-{engine}")) else { return };
    let runtime = Runtime::new().expect("a runtime can be started");
    let runs = Runs::default();
    let page = Router::new().route("/", get(async || Html(PAGE)));
    let (api, pages) = runtime.block_on(async { (serve(runs.clone()).await, serve_axum(page).await) });
    let mut wrong = Vec::new();
    for (number, Scenario { requests, seen, run }) in scenarios().into_iter().enumerate() {
        let url = |path: &str| format!("http://localhost:{}{path}", api.address().port());
        let asked: Vec<_> = requests.iter().map(|request| json!([url(request.path), request.options])).collect();
        let asked: String = byte_serialize(json!(asked).to_string().as_bytes()).collect();
        browser.open(&format!("http://localhost:{}/?requests={asked}", pages.address().port()));
        let shown = eventually("what the page sees", || Some(browser.text("#done")).filter(|text| !text.is_empty()));
        let ran = runs.take();
        if shown != seen || ran != run {
            wrong.push(format!("{number}: the page sees {shown} (want {seen}), and {ran:?} run (want {run:?})"));
        }
    }
    assert!(wrong.is_empty(), "{engine}, {name}:\n{}", wrong.join("\n"));
}

#[test]
fn in_chromium_a_grant_of_axum_opens_nothing_else() {
    a_grant_opens_nothing_else(Engine::Chromium, "axum", on_axum::serve);
}

#[test]
fn in_chromium_a_grant_of_actix_opens_nothing_else() {
    a_grant_opens_nothing_else(Engine::Chromium, "actix", on_actix::serve);
}

#[test]
fn in_firefox_a_grant_of_axum_opens_nothing_else() {
    a_grant_opens_nothing_else(Engine::Firefox, "axum", on_axum::serve);
}

#[test]
fn in_firefox_a_grant_of_actix_opens_nothing_else() {
    a_grant_opens_nothing_else(Engine::Firefox, "actix", on_actix::serve);
}
