//! What the guide shows on the wire.
//!
//! A block of the language `http` follows a comment with its name, `<!-- wire: create/preflight -->`. The page's request is made by
//! the browser of the Fetch standard, both applications answer it over a socket, and what comes of it is the block, to the letter.

mod app_actix;
mod app_axum;
mod policies;
mod scenarios;
mod text;

use std::collections::BTreeMap;

use cors_browser::{Browser, PageRequest, SentRequest, SentResponse, fetch};
use cors_tests::{
    driver::{Driver, Served},
    frameworks::Framework,
};
use http::{Request, Response};
use tokio::{runtime::Handle, task::block_in_place};

use self::scenarios::{Scenario, scenarios};
use crate::documents::{Document, documents};

/// The blocks of the guide by their names.
fn shown() -> BTreeMap<String, String> {
    let mut shown = BTreeMap::new();
    for document in documents().into_iter().filter(|document| document.path.starts_with("docs/guide/")) {
        for (name, block) in blocks(&document) {
            assert_eq!(shown.insert(name.clone(), block), None, "two blocks are called {name:?}");
        }
    }
    shown
}

/// The blocks of a document with their names.
fn blocks(document: &Document) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut named: Option<&str> = None;
    let mut lines = document.text.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("<!-- wire: ").and_then(|rest| rest.strip_suffix(" -->")) {
            assert_eq!(named.replace(name), None, "{}: a name and no block before {name:?}", document.path);
        } else if line == "```http" {
            let name = named.take().unwrap_or_else(|| panic!("{}: a block `http` without a name", document.path));
            let block: String =
                lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
            blocks.push((name.to_owned(), block));
        } else {
            assert!(!line.trim_start().starts_with("```http"), "{}: {line}", document.path);
        }
    }
    assert_eq!(named, None, "{}: a name without a block", document.path);
    blocks
}

/// All that is exchanged in a scenario, by the names of the blocks.
fn exchanged(app: &Served, scenario: &Scenario) -> Vec<(String, String)> {
    let mut exchanged = Vec::new();
    fetch(&scenario.page, |sent| {
        let response = block_in_place(|| Handle::current().block_on(app.send(request(scenario, sent))));
        let is_preflight = sent.get("access-control-request-method").is_some();
        let name = if is_preflight { format!("{}/preflight", scenario.name) } else { scenario.name.to_owned() };
        exchanged.push((name, text::exchange(scenario, sent, &response)));
        to_the_browser(&response)
    });
    exchanged
}

fn request(scenario: &Scenario, sent: &SentRequest) -> Request<&'static str> {
    let (host, path) = text::host_and_path(&sent.url);
    let mut request = Request::builder().method(sent.method.as_str()).uri(path).header("host", host);
    for (name, value) in text::headers(scenario, sent) {
        request = request.header(name, value);
    }
    let body = if sent.method == "OPTIONS" { "" } else { scenario.body };
    request.body(body).expect("a request")
}

fn to_the_browser(response: &Response<Vec<u8>>) -> SentResponse {
    let sent = SentResponse::new(response.status().as_u16());
    let headers = response.headers().iter();
    headers.fold(sent, |sent, (name, value)| sent.header(name.as_str(), value.to_str().expect("text")))
}

/// The guide's block without what only debug builds say.
fn expected(block: &str) -> String {
    if cfg!(debug_assertions) || !block.contains("HTTP/1.1 403 ") {
        return block.to_owned();
    }
    let (head, body) = block.rsplit_once("\n\n").expect("a body");
    if body.starts_with("HTTP/1.1 ") { block.to_owned() } else { format!("{head}\n") }
}

fn compare(app: &Served) {
    let shown = shown();
    let mut produced = BTreeMap::new();
    for scenario in scenarios() {
        produced.extend(exchanged(app, &scenario));
    }
    for (name, block) in &shown {
        let produced = produced.get(name).unwrap_or_else(|| panic!("nothing produces the block {name:?}"));
        let expected = match app.framework() {
            Framework::Axum => expected(block),
            // It does not serve HEAD by a handler for GET.
            Framework::Actix => expected(block).replace("Methods: GET, HEAD", "Methods: GET"),
        };
        assert_eq!(produced, &expected, "the block {name:?}, left as it is on the wire");
    }
    let unused: Vec<_> = scenarios().into_iter().map(|scenario| scenario.name).collect();
    let unused: Vec<_> =
        unused.iter().filter(|name| !shown.keys().any(|shown| shown.split('/').next() == Some(name))).collect();
    assert!(unused.is_empty(), "no document shows {unused:?}:\n{produced:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_axum_is_as_shown() {
    compare(&app_axum::serve().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_actix_is_as_shown() {
    compare(&app_actix::serve());
}

/// `public-api.md` says that scripts need no permission for it, and see no 304.
fn revalidates(app: &Served) {
    let page = PageRequest::new("https://shop.example", "GET").to("https://api.example.com/prices");
    let mut browser = Browser::new();
    for is_known in [false, true] {
        let explanation = browser.fetch(&page, |sent| {
            assert_eq!(sent.get("if-none-match").is_some(), is_known);
            let request =
                sent.headers.iter().fold(Request::get("/prices"), |request, (name, value)| request.header(name, value));
            let request = request.header("host", "api.example.com").body("").expect("a request");
            let response = block_in_place(|| Handle::current().block_on(app.send(request)));
            assert_eq!(response.status(), if is_known { 304 } else { 200 });
            to_the_browser(&response)
        });
        assert!(explanation.preflight().is_none() && explanation.is_readable(), "{explanation}");
        assert_eq!(explanation.response().expect("a response").status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_revalidates_by_itself() {
    revalidates(&app_axum::serve().await);
    revalidates(&app_actix::serve());
}

/// The guide shows the policies before the blocks that depend on them.
#[test]
fn the_policies_are_as_shown() {
    let source = include_str!("policies.rs").split("() => {\n").nth(1).expect("the policies");
    for policy in source.split("\n    };").next().expect("an end").trim_end().split("\n\n") {
        let path =
            if policy.ends_with("struct OpenData;") { "docs/guide/public-api.md" } else { "docs/guide/requests.md" };
        let chapter = documents().into_iter().find(|document| document.path == path).expect("the chapter");
        assert!(chapter.text.contains(policy), "{path} shows\n{policy}");
    }
}
