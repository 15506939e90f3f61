//! The HTTP cache of the model.

use std::time::Duration;

use cors_browser::{Browser, Explanation, PageRequest, RequestMode, Section, SentRequest, SentResponse};

const APP: &str = "https://app.example.com";
const API: &str = "https://api.example.com";

/// The steps of the HTTP cache.
fn words(explanation: &Explanation) -> Vec<&str> {
    let steps = explanation.steps().iter();
    steps.filter(|step| step.section == Section::HttpNetworkOrCacheFetch).map(|step| step.words.as_str()).collect()
}

#[test]
fn a_response_without_cors_headers_poisons_the_cache_unless_it_varies() {
    let server = |vary: bool| {
        move |sent: &SentRequest| {
            let answer = SentResponse::new(200).header("Cache-Control", "max-age=60");
            let answer = if vary { answer.header("Vary", "Accept, Origin") } else { answer };
            sent.get("origin")
                .into_iter()
                .fold(answer, |answer, origin| answer.header("Access-Control-Allow-Origin", origin))
        }
    };
    let get = PageRequest::new(APP, "GET").to(API);
    for vary in [false, true] {
        let mut browser = Browser::new();
        browser.fetch(&get.clone().mode(RequestMode::NoCors), server(vary));
        let explanation = browser.fetch(&get, server(vary));
        assert_eq!(explanation.is_readable(), vary, "{explanation}");
        assert_eq!(explanation.actual().is_some(), vary);
        let fresh = ["The browser uses the response in its cache, and sends nothing."];
        assert_eq!(words(&explanation), if vary { &[][..] } else { &fresh });
        browser.wait(Duration::from_secs(60));
        assert!(browser.fetch(&get, server(vary)).is_readable());
    }
}

#[test]
fn cache_control_and_validators_determine_caching() {
    let again = |header: (&str, &str), between: Option<&str>| {
        let mut browser = Browser::new();
        let answer = SentResponse::new(200).header("Access-Control-Allow-Origin", "*").header(header.0, header.1);
        let answer = if header.0 == "ETag" { answer } else { answer.header("ETag", "\"1\"") };
        let get = PageRequest::new(APP, "GET").to(API);
        browser.fetch(&get, |_| answer.clone());
        if let Some(method) = between {
            browser.fetch(&PageRequest::new(APP, method).to(API), |_| answer.clone());
        }
        let explanation = browser.fetch(&get, |_| answer.clone());
        explanation.actual().map(|exchange| exchange.request.get("if-none-match").is_some())
    };
    assert_eq!(again(("Cache-Control", "private, MAX-AGE=60"), None), None);
    assert_eq!(again(("Cache-Control", "max-age=60, no-cache"), None), Some(true));
    assert_eq!(again(("Cache-Control", "max-age=60, no-store"), None), Some(false));
    assert_eq!(again(("Cache-Control", "max-age=soon"), None), Some(true));
    assert_eq!(again(("ETag", "\"1\""), None), Some(true));
    assert_eq!(again(("Vary", "*"), None), Some(false));
    assert_eq!(again(("Cache-Control", "max-age=60"), Some("POST")), Some(false));
    assert_eq!(again(("Cache-Control", "max-age=60"), Some("HEAD")), None);
}

#[test]
fn a_304_freshens_the_cached_response() {
    let first = SentResponse::new(200)
        .header("Access-Control-Allow-Origin", "*")
        .header("ETag", "\"1\"")
        .header("Cache-Control", "max-age=0");
    let second =
        SentResponse::new(304).header("Cache-Control", "max-age=60").header("Access-Control-Expose-Headers", "etag");
    let get = PageRequest::new(APP, "GET").to(API);
    let mut browser = Browser::new();
    let server = |sent: &SentRequest| if sent.get("if-none-match").is_some() { second.clone() } else { first.clone() };
    browser.fetch(&get, server);
    let explanation = browser.fetch(&get, server);
    assert_eq!(explanation.actual().map(|exchange| exchange.response.status), Some(304));
    let response = explanation.response().expect("a response");
    assert_eq!((response.status, response.headers.len()), (200, 4));
    assert!(explanation.is_readable(), "{explanation}");
    assert_eq!(words(&explanation).len(), 2);
    assert!(browser.fetch(&get, server).actual().is_none());
    // A script that sets the condition itself gets the 304, and needs permission for the header.
    let by_itself = browser.fetch(&get.header("if-none-match", "\"1\""), |sent| {
        if sent.method == "OPTIONS" {
            SentResponse::new(200)
                .header("Access-Control-Allow-Origin", APP)
                .header("Access-Control-Allow-Headers", "if-none-match")
        } else {
            second.clone()
        }
    });
    assert_eq!(by_itself.response().map(|response| response.status), Some(304));
    assert!(!by_itself.is_readable());
}
