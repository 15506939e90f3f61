//! What pages ask of both applications, and what they see of the answers.

use std::collections::BTreeSet;

use cors_browser::{Outcome, PageRequest, SentRequest, SentResponse, fetch};
use cors_tests::driver::Driver;
use futures_util::FutureExt;
use http::{Request, Response};

/// The origins of the pages, and their names in the document.
pub(super) const ORIGINS: [(&str, &str); 6] = [
    ("app", "https://app.example.com"),
    ("shop", "https://shop.example.com"),
    ("plain", "http://shop.example.com"),
    ("evil", "https://evil.test"),
    ("null", "null"),
    ("own", "https://api.example.com"),
];

/// What the handler of `GET` and `PUT` adds to its responses.
pub(super) const HEADERS: [(&str, &str); 2] = [("x-total-count", "2"), ("etag", "\"1\"")];

/// How long an answer to a preflight is kept that does not say it (Fetch, "CORS-preflight fetch").
const UNSAID_MAX_AGE: u64 = 5;

/// A script's request.
pub(super) struct Script {
    /// Its name in the document.
    pub(super) name: &'static str,
    method: &'static str,
    header: Option<(&'static str, &'static str)>,
    credentials: bool,
}

const fn script(name: &'static str, method: &'static str) -> Script {
    Script { name, method, header: None, credentials: false }
}

const fn with_header(name: &'static str, header: &'static str, value: &'static str) -> Script {
    Script { header: Some((header, value)), ..script(name, "PUT") }
}

const fn with_cookies(script: Script) -> Script {
    Script { credentials: true, ..script }
}

pub(super) const SCRIPTS: [Script; 9] = [
    script("`GET`", "GET"),
    with_cookies(script("`GET` with cookies", "GET")),
    script("`PUT`", "PUT"),
    with_cookies(script("`PUT` with cookies", "PUT")),
    with_header("`PUT` with `content-type`", "content-type", "text/csv"),
    with_header("`PUT` with `authorization`", "authorization", "Bearer 1"),
    with_header("`PUT` with `x-trace`", "x-trace", "7"),
    with_cookies(with_header("`PUT` with `x-trace` and cookies", "x-trace", "7")),
    // There is no handler for it.
    script("`DELETE`", "DELETE"),
];

impl Script {
    fn of_page(&self, origin: &str) -> PageRequest {
        let page = PageRequest::new(origin, self.method).to("https://api.example.com/items");
        let page = self.header.into_iter().fold(page, |page, (name, value)| page.header(name, value));
        if self.credentials { page.with_credentials() } else { page }
    }
}

/// What one page's request comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    /// The status and the headers that the script reads; `None`: it is blocked.
    pub(super) reads: Option<(u16, BTreeSet<&'static str>)>,
    /// The handler has run.
    pub(super) ran: bool,
    /// How long the answer to the preflight is kept, where it allowed the request.
    pub(super) kept: Option<u64>,
    /// The response names `Origin` in `Vary`.
    pub(super) varies: Option<bool>,
}

/// Every request of every page, in the order of [`ORIGINS`] and [`SCRIPTS`].
pub(super) fn seen(app: &impl Driver) -> Vec<Seen> {
    let pages = ORIGINS.iter().flat_map(|(_, origin)| SCRIPTS.iter().map(|script| script.of_page(origin)));
    pages.map(|page| seen_of(app, &page)).collect()
}

fn seen_of(app: &impl Driver, page: &PageRequest) -> Seen {
    let explanation = fetch(page, |sent| {
        // Nothing that answers here ever waits.
        to_the_browser(&app.send(request(sent)).now_or_never().expect("an answer at once"))
    });
    let reads = match explanation.outcome() {
        Outcome::Readable(exposed) => {
            let headers = HEADERS.map(|(name, _)| name).into_iter().filter(|name| exposed.covers(name));
            Some((explanation.response().expect("what is read").status, headers.collect()))
        }
        _ => None,
    };
    let actual = explanation.actual().map(|exchange| &exchange.response);
    let header = |response: &SentResponse, wanted: &str| {
        let values = response.headers.iter().filter(|(name, _)| name == wanted);
        values.map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(", ")
    };
    let kept = explanation.preflight().filter(|_| actual.is_some()).map(|exchange| {
        let text = header(&exchange.response, "access-control-max-age");
        if text.is_empty() { UNSAID_MAX_AGE } else { text.parse().expect("seconds") }
    });
    Seen {
        reads,
        ran: actual.is_some_and(|response| !header(response, "x-total-count").is_empty()),
        kept,
        varies: actual
            .map(|response| header(response, "vary").split(',').any(|name| name.trim().eq_ignore_ascii_case("origin"))),
    }
}

fn request(sent: &SentRequest) -> Request<&'static str> {
    let mut request = Request::builder().method(sent.method.as_str()).uri("/items").header("host", "api.example.com");
    for (name, value) in &sent.headers {
        request = request.header(name, value);
    }
    if sent.credentials {
        request = request.header("cookie", "session=7f3a");
    }
    request.body("").expect("a request")
}

fn to_the_browser(response: &Response<Vec<u8>>) -> SentResponse {
    let sent = SentResponse::new(response.status().as_u16());
    let headers = response.headers().iter();
    headers.fold(sent, |sent, (name, value)| sent.header(name.as_str(), value.to_str().expect("text")))
}
