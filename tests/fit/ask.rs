//! Pages that ask an application over a socket.

use cors_axum::browser::{Explanation, PageRequest};
use cors_tests::driver::{Driver, Served};
use http::{Request, Response};

use crate::deployed;

/// A page that the policies let in.
pub(crate) const APP: &str = "https://app.example.com";
/// A page that nobody lets in.
pub(crate) const EVIL: &str = "https://evil.test";

/// What a browser makes of a page's request.
pub(crate) async fn ask(app: &Served, request: PageRequest, path: &str) -> Explanation {
    let request = request.to(format!("http://{}{path}", app.address()));
    tokio::task::spawn_blocking(move || deployed::ask(&request)).await.expect("nobody has panicked")
}

pub(crate) fn get(page: &str) -> PageRequest {
    PageRequest::new(page, "GET")
}

/// A request that needs a preflight.
pub(crate) fn post_json(page: &str) -> PageRequest {
    PageRequest::new(page, "POST").header("content-type", "application/json").with_credentials()
}

/// The status of the answer to the preflight, and that of the answer to the request itself.
pub(crate) fn statuses(explanation: &Explanation) -> (Option<u16>, Option<u16>) {
    let status = |exchange: &cors_axum::browser::Exchange| exchange.response.status;
    (explanation.preflight().map(status), explanation.actual().map(status))
}

/// A request as it is, from a page.
pub(crate) async fn send(
    app: &Served,
    line: &str,
    page: &str,
    headers: &[(&'static str, &str)],
    body: &'static str,
) -> Response<Vec<u8>> {
    let (method, path) = line.split_once(' ').expect("`METHOD /path`");
    let request = Request::builder().method(method).uri(path).header("origin", page);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    app.send(request.body(body).expect("a request")).await
}

/// The lines of a response under this name, sorted.
pub(crate) fn lines<B>(response: &Response<B>, name: &str) -> Vec<String> {
    let values = response.headers().get_all(name).iter();
    let mut lines: Vec<_> = values.map(|value| value.to_str().expect("text").to_lowercase()).collect();
    lines.sort();
    lines
}

/// Who may read it.
pub(crate) fn reader<B>(response: &Response<B>) -> Option<&str> {
    response.headers().get("access-control-allow-origin").map(|value| value.to_str().expect("text"))
}
