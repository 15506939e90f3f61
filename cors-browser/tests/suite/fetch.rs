//! The model's fetch, beyond the conformance cases.

use cors_browser::{
    CredentialsMode, Explanation, Failure, Outcome, PageRequest, RequestMode, Section, SentRequest, SentResponse,
    Stage, fetch,
};

const APP: &str = "https://app.example.com";

/// A server that allows everything.
fn open(origin: &str) -> SentResponse {
    SentResponse::new(200)
        .header("Access-Control-Allow-Origin", origin)
        .header("Access-Control-Allow-Methods", "*")
        .header("Access-Control-Allow-Headers", "*")
}

fn failure(explanation: &Explanation) -> Option<Failure> {
    match explanation.outcome() {
        Outcome::Blocked(blocked) => Some(blocked.failure.clone()),
        _ => None,
    }
}

/// The `Origin` of the request itself.
fn origin(request: &PageRequest) -> Option<String> {
    fetch(request, |_| open("*")).actual().expect("it is sent").request.get("origin").map(str::to_owned)
}

#[test]
fn an_upload_listener_needs_a_preflight() {
    let request = |method| PageRequest::new(APP, method).with_upload_listener();
    let allowed = SentResponse::new(204).header("Access-Control-Allow-Origin", APP);
    for method in ["POST", "PUT"] {
        // An answer without `Access-Control-Allow-Methods` allows the requested method.
        let explanation = fetch(&request(method), |_| allowed.clone());
        let sent = &explanation.preflight().expect("a preflight").request;
        assert_eq!(sent.get("access-control-request-method"), Some(method));
        assert_eq!(sent.get("access-control-request-headers"), None);
        assert!(explanation.is_readable(), "{explanation}");
    }
    let other = allowed.header("Access-Control-Allow-Methods", "DELETE");
    let explanation = fetch(&request("PUT"), |_| other.clone());
    assert_eq!(failure(&explanation), Some(Failure::MethodNotAllowed("PUT".to_owned())));
}

#[test]
fn the_origin_header_depends_on_mode_and_method() {
    let own = |method: &str| PageRequest::new(APP, method).to(APP);
    assert_eq!(origin(&own("GET")), None);
    assert_eq!(origin(&own("HEAD")), None);
    assert_eq!(origin(&own("PUT")).as_deref(), Some(APP));
    let other = |method: &str, to: &str| PageRequest::new(APP, method).to(to).mode(RequestMode::NoCors);
    assert_eq!(origin(&other("HEAD", "https://api.example.com")), None);
    assert_eq!(origin(&other("POST", "https://api.example.com")).as_deref(), Some(APP));
    assert_eq!(origin(&other("POST", "http://api.example.com")).as_deref(), Some("null"));
    assert_eq!(
        origin(&PageRequest::new("http://a.test", "POST").to("http://b.test").mode(RequestMode::NoCors)).as_deref(),
        Some("http://a.test")
    );
    assert_eq!(origin(&PageRequest::new(APP, "GET").to("http://api.example.com")).as_deref(), Some(APP));
}

#[test]
fn opaque_origins_are_never_same_origin() {
    // Two opaque origins are serialised alike, and are different.
    let opaque = fetch(&PageRequest::new("null", "GET").to("null"), |_| SentResponse::new(200));
    assert_eq!(failure(&opaque), Some(Failure::NotHttp));
    let file = fetch(&PageRequest::new(APP, "GET").to("ftp://files.test"), |_| open("*"));
    assert_eq!((failure(&file), file.actual()), (Some(Failure::NotHttp), None));
    let app = fetch(&PageRequest::new("tauri://localhost", "GET").to("tauri://localhost"), |_| SentResponse::new(200));
    assert!(app.is_readable());
}

#[test]
fn the_credentials_mode_determines_credentials() {
    let sent = |request: &PageRequest| fetch(request, |_| open(APP)).actual().map(|sent| sent.request.credentials);
    for (mode, own, other) in [
        (CredentialsMode::Omit, false, false),
        (CredentialsMode::SameOrigin, true, false),
        (CredentialsMode::Include, true, true),
    ] {
        let request = PageRequest::new(APP, "GET").credentials(mode);
        assert_eq!(sent(&request), Some(other));
        assert_eq!(sent(&request.clone().mode(RequestMode::NoCors)), Some(other));
        assert_eq!(sent(&request.to(APP)), Some(own));
    }
}

#[test]
fn no_cors_allows_only_safelisted_methods_and_headers() {
    let request = |method| PageRequest::new(APP, method).mode(RequestMode::NoCors);
    let put = fetch(&request("PUT"), |_| open("*"));
    assert_eq!(failure(&put), Some(Failure::MethodNeedsCors("PUT".to_owned())));
    let headers = request("POST")
        .header("accept", "*/*")
        .header("range", "bytes=0-")
        .header("accept-language", "a".repeat(100))
        .header("accept-language", "a".repeat(100))
        .header("x-a", "1");
    let explanation = fetch(&headers, |_| open("*"));
    let sent = &explanation.actual().expect("it is sent").request;
    let names: Vec<&str> = sent.headers.iter().map(|(name, _)| name.as_str()).collect();
    // Together the two values are too long.
    assert_eq!(names, ["accept", "accept-language", "Origin"]);
}

#[test]
fn a_malformed_list_is_a_failure() {
    let put = PageRequest::new(APP, "PUT").header("x-a", "1");
    let with = |name: &str| fetch(&put, |_| open("*").header(name, "x y"));
    assert_eq!(failure(&with("Access-Control-Allow-Methods")), Some(Failure::MalformedAllowMethods));
    assert_eq!(failure(&with("Access-Control-Allow-Headers")), Some(Failure::MalformedAllowHeaders));
}

#[test]
fn max_age_determines_how_long_an_answer_is_cached() {
    let cached = |lines: &[&str]| {
        let answer = lines.iter().fold(open("*"), |answer, line| answer.header("Access-Control-Max-Age", *line));
        let explanation = fetch(&PageRequest::new(APP, "PUT"), |_| answer.clone());
        let steps = explanation.steps().iter();
        steps
            .filter(|step| step.section == Section::CorsPreflightCache)
            .map(|step| step.words.clone())
            .collect::<String>()
    };
    for (lines, expected) in [
        (&["0"][..], "The browser does not cache the answer."),
        (&["600"], "The browser caches the answer for 600 s, or up to its own limit."),
        (&[], "The browser caches the answer for 5 s, or up to its own limit."),
        (&["-1"], "The browser caches the answer for 5 s, or up to its own limit."),
        (&[""], "The browser caches the answer for 5 s, or up to its own limit."),
        (&["1", "1"], "The browser caches the answer for 5 s, or up to its own limit."),
        (
            &["99999999999999999999999"],
            "The browser caches the answer for 18446744073709551615 s, or up to its own limit.",
        ),
    ] {
        assert_eq!(cached(lines), expected, "{lines:?}");
    }
}

#[test]
fn script_headers_are_dropped_or_need_a_preflight_or_fail() {
    let requested = |headers: &[(&str, &str)]| {
        let request = headers.iter().fold(PageRequest::new(APP, "GET"), |r, (name, value)| r.header(*name, *value));
        let explanation = fetch(&request, |_| open("*"));
        if let Outcome::Blocked(blocked) = explanation.outcome() {
            assert_eq!(blocked.stage, Stage::BeforeSending);
            return Err(blocked.failure.clone());
        }
        let names = |sent: &SentRequest| sent.get("access-control-request-headers").map(str::to_owned);
        Ok(explanation.preflight().and_then(|exchange| names(&exchange.request)))
    };
    let wrong = |name: &str| Err(Failure::MalformedHeader(name.to_owned()));
    let long = "a".repeat(128);
    let flood: Vec<_> = (0..9).map(|_| ("accept", long.as_str())).collect();
    for (headers, expected) in [
        (&[("accept", "*/*"), ("accept-language", "de, en;q=0.5")][..], Ok(None)),
        (&[("accept", "a\tb\u{80}")], Ok(None)),
        (&[("accept-language", "\u{e9}")], Ok(Some("accept-language"))),
        (&flood[..8], Ok(None)),
        (&flood, Ok(Some("accept"))),
        (&[("content-type", "\t text/plain \r\n")], Ok(None)),
        (&[("content-type", "TEXT/Plain ; x")], Ok(None)),
        (&[("content-type", "text/ plain")], Ok(Some("content-type"))),
        (&[("content-type", "/")], Ok(Some("content-type"))),
        (&[("content-type", "")], Ok(Some("content-type"))),
        (&[("range", "bytes=0007-00010")], Ok(None)),
        (&[("range", "bytes=1-0")], Ok(Some("range"))),
        (&[("range", "bytes=-")], Ok(Some("range"))),
        (&[("range", "bytes=-5")], Ok(Some("range"))),
        (&[("range", "Bytes=0-")], Ok(Some("range"))),
        (&[("Sec-Fetch-Mode", "x"), ("proxy-x", "x"), ("ORIGIN", "x"), ("set-cookie", "x")], Ok(None)),
        (&[("x-http-method-override", "PUT")], Ok(Some("x-http-method-override"))),
        (&[("x-http-method-override", "PUT, track")], Ok(None)),
        (&[("x-http-method-override", "\"a, track, b\"")], Ok(Some("x-http-method-override"))),
        (&[("x-http-method-override", "\"\\\", \", trace")], Ok(None)),
        (&[("x-b", "1"), ("X-A", "1"), ("x-b", "2")], Ok(Some("x-a,x-b"))),
        (&[("x a", "1")], wrong("x a")),
        (&[("", "1")], wrong("")),
        (&[("x-a", "1\n2")], wrong("x-a")),
        (&[("x-a", "\u{20ac}")], wrong("x-a")),
    ] {
        assert_eq!(requested(headers), expected.map(|names: Option<&str>| names.map(str::to_owned)), "{headers:?}");
    }
}
