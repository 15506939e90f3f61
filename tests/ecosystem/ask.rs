//! Requests of pages, over a socket, judged by the model of a browser.

use cors_axum::browser::{Explanation, PageRequest};
use cors_tests::driver::Served;

use crate::deployed;

/// The outcome of a page's request in a browser.
pub(crate) async fn ask(app: &Served, request: PageRequest, path: &str) -> Explanation {
    let request = request.to(format!("http://{}{path}", app.address()));
    tokio::task::spawn_blocking(move || deployed::ask(&request)).await.expect("it did not panic")
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
