//! rmcp's server on this machine, and pages of the web, in real browsers. A proxy stands for every host, so that pages have the
//! origins that the policy lists or not, and a name can lead to this machine.

use axum::{Extension, Router, body::Body, extract::Request, response::Html, routing};
use cors_axum::{CorsRouter, NamedPolicy, cors, with_policy};
use cors_tests::{
    browser::{Browser, Engine, eventually},
    frameworks::Runs,
};
use rmcp::transport::streamable_http_server::StreamableHttpServerConfig;
use tokio::runtime::Runtime;
use tower::ServiceExt;

use crate::{
    calculator::{Mcp, rmcp},
    front::{self, Origin},
};

/// The same policy without `hosts`.
#[cors(
    origins = ["https://inspector.example"],
    methods = [GET, POST, DELETE],
    allow_headers = ["content-type", "mcp-method", "mcp-name", "mcp-protocol-version"],
    enforce,
)]
struct WithoutHosts;

/// The server of this machine, and the servers of the pages: what a browser finds behind each origin.
fn internet(local: Router) -> Router {
    let pages = Router::new().route("/", routing::get(async || Html(include_str!("../../demo/local-server.html"))));
    Router::new().fallback(async move |Extension(Origin(origin)): Extension<Origin>, request: Request<Body>| {
        let is_local = origin == "http://127.0.0.1:3000" || origin == "http://localhost:3000";
        // The name has led to a server of the attacker, until the page was there.
        let is_rebound = origin == "http://rebound.example:3000" && request.uri().path() != "/";
        if is_local || is_rebound { local.clone().oneshot(request).await } else { pages.clone().oneshot(request).await }
    })
}

fn local_server(policy: impl NamedPolicy) -> (Router, Runs) {
    let (service, calls) =
        rmcp(StreamableHttpServerConfig::default().disable_allowed_hosts().disable_allowed_origins());
    (CorsRouter::new().nest_service("/mcp", with_policy(policy).any_service(service)).into_router(), calls)
}

/// Opens the page, and asks the server that it knows by the name `host`: lists its tools, and calls the one that there is.
fn calls(browser: &Browser, page: &str, host: &str) -> bool {
    browser.open(&format!("{page}/?port=3000"));
    browser.click(&format!("button[data-host='{host}']"));
    let text = || Some(browser.text("body")).filter(|text| text.contains("Adds two") || text.contains("refuses"));
    let is_listed = eventually("an answer", text).contains("Adds two");
    if is_listed {
        browser.click("button[data-tool='add']");
        eventually("a sum", || (browser.text("#answer") == "0").then_some(()));
    }
    is_listed
}

fn only_listed_pages_call_tools(engine: Engine) {
    let runtime = Runtime::new().expect("a runtime can be started");
    for (has_hosts, (local, runs)) in [(true, local_server(Mcp)), (false, local_server(WithoutHosts))] {
        let proxy = runtime.block_on(front::listen(internet(local)));
        let name = format!("mcp-{engine}-{has_hosts}");
        let Some(browser) = Browser::start_behind(engine, &name, proxy) else { return };
        let mut expected = 0;
        for (page, host, is_called) in [
            ("https://inspector.example", "127.0.0.1", true),
            ("https://inspector.example", "localhost", true),
            ("https://evil.example", "127.0.0.1", false),
            // The attack, and what `hosts` makes of it.
            ("http://rebound.example:3000", "rebound.example", !has_hosts),
            ("http://rebound.example:3000", "127.0.0.1", false),
        ] {
            assert_eq!(calls(&browser, page, host), is_called, "{page} {host}");
            expected += usize::from(is_called);
            assert_eq!(runs.so_far(), expected, "{page} {host}");
        }
    }
}

#[test]
fn in_chromium_only_listed_pages_call_tools() {
    only_listed_pages_call_tools(Engine::Chromium);
}

#[test]
fn in_firefox_only_listed_pages_call_tools() {
    only_listed_pages_call_tools(Engine::Firefox);
}
