//! What pages ask of both applications, and what they see of the answers.

use std::collections::BTreeSet;

use cors_browser::{ExposedHeaders, Outcome, PageRequest, SentRequest, SentResponse, fetch};
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

/// The scripts' requests, and their names in the document.
pub(super) fn requests() -> Vec<(&'static str, fn(&str) -> PageRequest)> {
    vec![
        ("`GET`", |origin| PageRequest::new(origin, "GET")),
        ("`GET` with cookies", |origin| PageRequest::new(origin, "GET").with_credentials()),
        ("`PUT`", |origin| PageRequest::new(origin, "PUT")),
        ("`PUT` with cookies", |origin| PageRequest::new(origin, "PUT").with_credentials()),
        ("`PUT` with `content-type`", |origin| PageRequest::new(origin, "PUT").header("content-type", "text/csv")),
        ("`PUT` with `authorization`", |origin| PageRequest::new(origin, "PUT").header("authorization", "Bearer 1")),
        ("`PUT` with `x-trace`", |origin| PageRequest::new(origin, "PUT").header("x-trace", "7")),
        ("`PUT` with `x-trace` and cookies", |origin| {
            PageRequest::new(origin, "PUT").header("x-trace", "7").with_credentials()
        }),
        // There is no handler for it.
        ("`DELETE`", |origin| PageRequest::new(origin, "DELETE")),
    ]
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

/// Every request of every page, in the order of [`ORIGINS`] and [`requests`].
pub(super) fn seen(app: &impl Driver) -> Vec<Seen> {
    let requests = requests();
    let all = ORIGINS.iter().flat_map(|(_, origin)| requests.iter().map(move |(_, request)| request(origin)));
    all.map(|page| seen_of(app, &page.to("https://api.example.com/items"))).collect()
}

fn seen_of(app: &impl Driver, page: &PageRequest) -> Seen {
    let explanation = fetch(page, |sent| {
        // Nothing that answers here ever waits.
        to_the_browser(&app.send(request(sent)).now_or_never().expect("an answer at once"))
    });
    let response = explanation.response();
    let reads = match explanation.outcome() {
        Outcome::Readable(exposed) => {
            Some((response.expect("what is read").status, HEADERS.map(|(name, _)| name).into_iter().collect()))
                .map(|(status, names)| (status, readable(exposed, names)))
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

fn readable(exposed: &ExposedHeaders, mut names: BTreeSet<&'static str>) -> BTreeSet<&'static str> {
    names.retain(|name| exposed.covers(name));
    names
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
