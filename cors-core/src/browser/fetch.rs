//! The whole of a fetch.

use super::{
    bytes::{Header, decoded},
    cors_check::cors_check,
    explanation::{Explanation, Story},
    exposed::ExposedHeaders,
    message::{Exchange, SentRequest, SentResponse},
    outcome::{Blocked, Failure, Outcome, Stage},
    page_request::{CredentialsMode, PageRequest, RequestMode},
    preflight::Question,
    safelist, script,
    section::Section,
    words,
};

/// Does what a browser does with a request, against a server.
///
/// `server` is asked at most twice: for the preflight, if there is one, and for the request itself, if the browser sends it.
/// The browser has nothing in its caches, redirects are not followed, and the referrer policy is the default one. What is not CORS
/// is left out: mixed content, content security policies, cookies and their `SameSite`.
///
/// Fetch, ["Main fetch"](https://fetch.spec.whatwg.org/#concept-main-fetch).
///
/// ```
/// use cors_core::browser::{PageRequest, SentResponse, Stage, Outcome, fetch};
///
/// let request = PageRequest::new("https://app.example.com", "PUT");
/// let explanation = fetch(&request, |sent| {
///     assert_eq!(sent.method, "OPTIONS");
///     SentResponse::new(204).header("Access-Control-Allow-Origin", "https://app.example.com")
/// });
/// assert!(!explanation.is_readable());
/// assert!(explanation.to_string().ends_with(
///     "Blocked by the answer to the preflight: `Access-Control-Allow-Methods` does not have `PUT` [CORS-preflight fetch]."
/// ));
/// ```
pub fn fetch(request: &PageRequest, server: impl FnMut(&SentRequest) -> SentResponse) -> Explanation {
    let mut browser = Browser { page: request, server, story: Story::default(), preflight: None, actual: None };
    let outcome = browser.run().unwrap_or_else(|(stage, failure)| Outcome::Blocked(Blocked { stage, failure }));
    browser.story.end(words::title(request), browser.preflight, browser.actual, outcome)
}

struct Browser<'a, S> {
    page: &'a PageRequest,
    server: S,
    story: Story,
    preflight: Option<Exchange>,
    actual: Option<Exchange>,
}

impl<S: FnMut(&SentRequest) -> SentResponse> Browser<'_, S> {
    fn run(&mut self) -> Result<Outcome, (Stage, Failure)> {
        let before = |failure| (Stage::BeforeSending, failure);
        let method = script::method(self.page, &mut self.story).map_err(before)?;
        let headers = script::headers(self.page, &mut self.story).map_err(before)?;
        self.main_fetch(&method, &headers)
    }

    /// Fetch, ["Main fetch"](https://fetch.spec.whatwg.org/#concept-main-fetch), the steps that choose how to fetch.
    fn main_fetch(&mut self, method: &str, headers: &[Header]) -> Result<Outcome, (Stage, Failure)> {
        let page = self.page;
        if is_own_origin(page) {
            self.story.step(Section::MainFetch, "It stays within the page's origin and needs no permission.");
            self.http_fetch(method, headers, page.credentials != CredentialsMode::Omit);
            self.story.step(Section::BasicFilteredResponse, words::ALL);
            return Ok(Outcome::Readable(ExposedHeaders::of_own_origin()));
        }
        let with_credentials = page.credentials == CredentialsMode::Include;
        match page.mode {
            RequestMode::SameOrigin => return Err((Stage::BeforeSending, Failure::OtherOrigin)),
            RequestMode::NoCors => {
                self.story.step(Section::MainFetch, words::NO_CORS);
                self.http_fetch(method, headers, with_credentials);
                self.story.step(Section::OpaqueFilteredResponse, words::OPAQUE);
                return Ok(Outcome::Opaque);
            }
            RequestMode::Cors => {}
        }
        if !is_http(page) {
            return Err((Stage::BeforeSending, Failure::NotHttp));
        }
        self.preflight(method, &safelist::unsafe_names(headers)).map_err(|failure| (Stage::Preflight, failure))?;
        let response = self.http_fetch(method, headers, with_credentials);
        let pass =
            cors_check(&response, &page.page_origin, page.credentials).map_err(|failure| (Stage::Response, failure))?;
        self.story.step(Section::CorsCheck, words::pass(pass));
        let exposed = ExposedHeaders::of_other_origin(&response, page.credentials);
        self.story.step(Section::CorsFilteredResponse, words::exposed(&exposed));
        Ok(Outcome::Readable(exposed))
    }

    /// Fetch, ["HTTP fetch"](https://fetch.spec.whatwg.org/#concept-http-fetch), the steps about the preflight.
    fn preflight(&mut self, method: &str, unsafe_names: &[String]) -> Result<(), Failure> {
        let question = Question {
            origin: &self.page.page_origin,
            method,
            unsafe_names,
            credentials: self.page.credentials,
            always: self.page.upload_listener,
        };
        self.story.step(Section::MainFetch, words::why_asked(&question));
        if !question.is_needed() {
            return Ok(());
        }
        let request = question.request();
        self.story.sent(Section::CorsPreflightFetch, "The browser sends a preflight", &request);
        let response = (self.server)(&request);
        self.story.answered(&response);
        let judged = question.judge(&response);
        self.preflight = Some(Exchange { request, response });
        let passed = judged?;
        self.story.step(Section::CorsCheck, words::pass(passed.check));
        self.story.step(Section::CorsPreflightFetch, words::granted(&question));
        self.story.step(Section::CorsPreflightCache, words::kept(passed.max_age));
        Ok(())
    }

    /// Fetch, ["HTTP-network-or-cache fetch"](https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch).
    fn http_fetch(&mut self, method: &str, headers: &[Header], credentials: bool) -> SentResponse {
        let own = headers.iter().map(|header| (header.name.clone(), decoded(&header.value)));
        let origin = origin_header(self.page, method).map(|origin| ("Origin".to_owned(), origin));
        let headers = own.chain(origin).collect();
        let request = SentRequest { method: method.to_owned(), headers, credentials };
        self.story.sent(Section::HttpFetch, "The browser sends the request", &request);
        let response = (self.server)(&request);
        self.story.answered(&response);
        self.actual = Some(Exchange { request, response: response.clone() });
        response
    }
}

/// HTML, ["same origin"](https://html.spec.whatwg.org/#same-origin). An opaque origin is the same as none of a URL.
fn is_own_origin(page: &PageRequest) -> bool {
    page.page_origin != "null" && page.url_origin.as_ref() == Some(&page.page_origin)
}

/// Fetch, ["HTTP(S) scheme"](https://fetch.spec.whatwg.org/#http-scheme).
fn is_http(page: &PageRequest) -> bool {
    page.url_origin.as_ref().is_none_or(|url| url.starts_with("http://") || url.starts_with("https://"))
}

/// Fetch, ["append a request `Origin` header"](https://fetch.spec.whatwg.org/#append-a-request-origin-header), with the referrer
/// policy `strict-origin-when-cross-origin`.
fn origin_header(page: &PageRequest, method: &str) -> Option<String> {
    let own = is_own_origin(page);
    if page.mode == RequestMode::Cors && !own {
        return Some(page.page_origin.clone());
    }
    if matches!(method, "GET" | "HEAD") {
        return None;
    }
    let downgrade = page.page_origin.starts_with("https://")
        && page.url_origin.as_ref().is_some_and(|url| !url.starts_with("https://"));
    let tells = page.mode == RequestMode::Cors || !downgrade;
    Some(if tells { page.page_origin.clone() } else { "null".to_owned() })
}
