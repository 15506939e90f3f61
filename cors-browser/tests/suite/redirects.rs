//! The redirects of the model, beyond the conformance cases.

use cors_browser::{
    Explanation, Failure, Outcome, PageRequest, RedirectMode, RequestMode, Section, SentResponse, Stage, fetch,
};
use expect_test::expect;

const APP: &str = "https://app.example.com";
const API: &str = "https://api.example.com";
const OTHER: &str = "https://other.example.com";

/// A server that allows everything.
fn open(status: u16) -> SentResponse {
    SentResponse::new(status)
        .header("Access-Control-Allow-Origin", "*")
        .header("Access-Control-Allow-Methods", "*")
        .header("Access-Control-Allow-Headers", "*, authorization")
}

/// Fetches from a server that redirects `from` to `location`, and answers 200 to other URLs.
fn redirected(request: &PageRequest, status: u16, from: &str, location: &str) -> Explanation {
    fetch(request, |sent| {
        let is_preflight = sent.get("access-control-request-method").is_some();
        if sent.url == from && !is_preflight { open(status).header("Location", location) } else { open(200) }
    })
}

fn failure(explanation: &Explanation) -> Option<(Stage, Failure)> {
    match explanation.outcome() {
        Outcome::Blocked(blocked) => Some((blocked.stage, blocked.failure.clone())),
        _ => None,
    }
}

/// The last request that is sent: URL, method, names of the headers.
fn last(explanation: &Explanation) -> (String, String, Vec<String>) {
    let hop = explanation.hops().last().expect("a hop");
    let sent = &hop.actual.as_ref().unwrap_or_else(|| panic!("sent\n{explanation}")).request;
    let names = sent.headers.iter().map(|(name, _)| name.to_ascii_lowercase()).collect();
    (sent.url.clone(), sent.method.clone(), names)
}

#[test]
fn a_redirect_is_explained() {
    let put = PageRequest::new(APP, "POST").to(API).header("content-type", "text/plain").header("authorization", "x");
    let explanation = fetch(&put, |sent| match sent.url.as_str() {
        "https://api.example.com/" => open(302).header("Location", "https://other.example.com/new#top"),
        _ => SentResponse::new(200).header("Access-Control-Allow-Origin", APP),
    });
    // The preflight is answered by a redirect.
    assert_eq!(failure(&explanation), Some((Stage::Preflight, Failure::Status(302))));
    let explanation = fetch(&put, |sent| match sent.url.as_str() {
        "https://api.example.com/" if sent.method == "OPTIONS" => open(204),
        "https://api.example.com/" => open(302).header("Location", "https://other.example.com/new#top"),
        _ => SentResponse::new(200).header("Access-Control-Allow-Origin", APP),
    });
    expect![[r#"
        POST from https://app.example.com to https://api.example.com (mode `cors`, credentials `same-origin`)

        1. It goes to another origin, and needs a preflight because of the header `authorization`. [Main fetch]
        2. The browser sends a preflight, without credentials. [CORS-preflight fetch]
               OPTIONS
               Accept: */*
               Origin: https://app.example.com
               Access-Control-Request-Method: POST
               Access-Control-Request-Headers: authorization
        3. The server answers 204. [HTTP responses]
               Access-Control-Allow-Origin: *
               Access-Control-Allow-Methods: *
               Access-Control-Allow-Headers: *, authorization
        4. This passes: every origin is allowed, and the request carries no credentials. [CORS check]
        5. The answer allows the method `POST` and the header `authorization`. [CORS-preflight fetch]
        6. The browser caches the answer for 5 s, or up to its own limit. [CORS-preflight cache]
        7. The browser sends the request, without credentials. [HTTP fetch]
               POST
               content-type: text/plain
               authorization: x
               Origin: https://app.example.com
        8. The server answers 302. [HTTP responses]
               Access-Control-Allow-Origin: *
               Access-Control-Allow-Methods: *
               Access-Control-Allow-Headers: *, authorization
               Location: https://other.example.com/new#top
        9. This passes: every origin is allowed, and the request carries no credentials. [CORS check]
        10. The redirect leads to `https://other.example.com/new`. [HTTP-redirect fetch]
        11. The method becomes `GET`; the body and the headers about it are dropped. [HTTP-redirect fetch]
        12. The header `Authorization` is dropped, because the redirect leads to another origin. [HTTP-redirect fetch]
        13. Another origin redirects the request, so its origin is `null` from here on. [HTTP-redirect fetch]
        14. It goes to another origin. The method `GET` and its headers need no preflight. [Main fetch]
        15. The browser sends the request, without credentials. [HTTP fetch]
               GET
               Origin: null
        16. The server answers 200. [HTTP responses]
               Access-Control-Allow-Origin: https://app.example.com
        17. This fails: `Access-Control-Allow-Origin` is `https://app.example.com`, and not `null`, the origin of the request after the redirect. [CORS check]

        Blocked by the response, after the server has had the request: `Access-Control-Allow-Origin` is `https://app.example.com`, and not `null`, the origin of the request after the redirect [CORS check]."#]]
    .assert_eq(&explanation.to_string());
    assert_eq!(explanation.hops().len(), 2);
    assert_eq!(explanation.response().map(|response| response.status), Some(200));
    assert_eq!(explanation.actual().map(|exchange| exchange.response.status), Some(302));
}

#[test]
fn the_status_determines_the_method_after_a_redirect() {
    for (status, method, expected) in [
        (301, "POST", "GET"),
        (302, "POST", "GET"),
        (303, "POST", "GET"),
        (307, "POST", "POST"),
        (308, "POST", "POST"),
        (301, "PUT", "PUT"),
        (302, "PUT", "PUT"),
        (303, "PUT", "GET"),
        (303, "HEAD", "HEAD"),
        (307, "PUT", "PUT"),
    ] {
        let request = PageRequest::new(APP, method).to(APP).header("content-type", "text/plain").header("x-a", "1");
        let (url, sent, names) = last(&redirected(&request, status, "https://app.example.com/", "/new"));
        assert_eq!((url.as_str(), sent.as_str()), ("https://app.example.com/new", expected), "{status} {method}");
        assert_eq!(names.contains(&"content-type".to_owned()), expected == method, "{status} {method}");
        assert!(names.contains(&"x-a".to_owned()));
    }
}

#[test]
fn authorization_is_dropped_for_another_origin() {
    let request = PageRequest::new(APP, "GET").to(API).header("Authorization", "x");
    let has = |location: &str| {
        let (_, _, names) = last(&redirected(&request, 307, "https://api.example.com/", location));
        names.contains(&"authorization".to_owned())
    };
    assert!(has("/new") && has("https://api.example.com:443/new"));
    assert!(!has(OTHER) && !has("http://api.example.com/") && !has("https://api.example.com:8443/"));
}

#[test]
fn the_origin_is_null_after_a_redirect_by_another_origin() {
    let origin = |page: &str, chain: &[&str]| {
        let urls: Vec<String> = chain.iter().map(|url| format!("{url}/")).collect();
        let request = PageRequest::new(page, "GET").to(*chain.first().expect("a URL"));
        let explanation = fetch(&request, |sent| {
            let at = urls.iter().position(|url| *url == sent.url).expect("a URL of the chain");
            urls.get(at + 1).map_or_else(|| open(200), |next| open(302).header("Location", next))
        });
        let sent = explanation.hops().last().expect("a hop").actual.clone().expect("it is sent").request;
        sent.get("origin").map(str::to_owned)
    };
    assert_eq!(origin(APP, &[API, OTHER]).as_deref(), Some("null"));
    assert_eq!(origin(APP, &[APP, API]).as_deref(), Some(APP));
    assert_eq!(origin(APP, &[API, APP]).as_deref(), Some("null"));
    assert_eq!(origin(APP, &[APP, API, OTHER]).as_deref(), Some("null"));
    assert_eq!(origin("null", &[API, OTHER]).as_deref(), Some("null"));
    assert_eq!(origin(APP, &[APP]), None);
}

#[test]
fn some_redirects_are_not_followed() {
    let get = PageRequest::new(APP, "GET").to(API);
    let to = |request: &PageRequest, location: &str| {
        let from = if request == &get { "https://api.example.com/" } else { "https://app.example.com/" };
        failure(&redirected(request, 302, from, location))
    };
    let own = PageRequest::new(APP, "GET").to(APP);
    let redirect = |failure| Some((Stage::Redirect, failure));
    assert_eq!(to(&get, "ftp://files.test/"), redirect(Failure::RedirectNotHttp));
    assert_eq!(to(&get, "data:,x"), redirect(Failure::RedirectNotHttp));
    assert_eq!(to(&get, "https://"), redirect(Failure::MalformedLocation("https://".to_owned())));
    assert_eq!(to(&get, "https://a b/"), redirect(Failure::MalformedLocation("https://a b/".to_owned())));
    assert_eq!(to(&get, "https://a:99999/"), redirect(Failure::MalformedLocation("https://a:99999/".to_owned())));
    assert_eq!(to(&get, "https://user@api.example.com/x"), redirect(Failure::RedirectCredentials));
    assert_eq!(to(&get, "https://:word@app.example.com/x"), redirect(Failure::RedirectCredentials));
    assert_eq!(to(&own, "https://user@api.example.com/x"), redirect(Failure::RedirectCredentials));
    assert_eq!(to(&own, "https://user@app.example.com/x"), None);
    assert_eq!(to(&get, "https://:@api.example.com/x"), None);
    assert_eq!(to(&own.clone().mode(RequestMode::SameOrigin), API), redirect(Failure::OtherOrigin));
    assert_eq!(to(&own.clone().redirect(RedirectMode::Error), "/x"), redirect(Failure::Redirected));
    assert_eq!(failure(&fetch(&get, |_| open(302))), None, "there is no `Location`");
    let two = fetch(&get, |_| open(302).header("Location", "/a").header("Location", "/b"));
    assert_eq!(failure(&two), redirect(Failure::MalformedLocation("/a, /b".to_owned())));
    let no_cors = PageRequest::new(APP, "GET").mode(RequestMode::NoCors).redirect(RedirectMode::Manual);
    let refused = fetch(&no_cors, |_| open(200));
    assert_eq!(failure(&refused), Some((Stage::BeforeSending, Failure::RedirectModeNeedsCors)));
    let credentials = PageRequest::new(APP, "GET").to("https://user:word@api.example.com/");
    let refused = fetch(&credentials, |_| open(200));
    assert_eq!(failure(&refused), Some((Stage::BeforeSending, Failure::UrlCredentials)));
    for (failure, section) in [
        (Failure::Redirected, Section::HttpFetch),
        (Failure::TooManyRedirects, Section::HttpRedirectFetch),
        (Failure::UrlCredentials, Section::RequestClass),
        (Failure::RedirectModeNeedsCors, Section::MainFetch),
    ] {
        assert_eq!(failure.section(), section);
    }
    assert_eq!(Section::CorsCheck.name(), "CORS check");
    assert_eq!(Section::CorsCheck.url(), "https://fetch.spec.whatwg.org/#concept-cors-check");
}

#[test]
fn at_most_twenty_redirects_are_followed() {
    let after = |redirects: usize| {
        let mut left = redirects;
        fetch(&PageRequest::new(APP, "GET").to(API), |_| {
            if left == 0 {
                return open(200);
            }
            left -= 1;
            open(302).header("Location", format!("/{left}"))
        })
    };
    assert!(after(20).is_readable());
    assert_eq!(failure(&after(21)), Some((Stage::Redirect, Failure::TooManyRedirects)));
}

#[test]
fn a_location_is_resolved_against_the_current_url() {
    for (location, expected) in [
        ("/new", "https://api.example.com/new"),
        ("new?b", "https://api.example.com/a/new?b"),
        ("../new", "https://api.example.com/new"),
        ("../../../new/.", "https://api.example.com/new/"),
        ("./", "https://api.example.com/a/"),
        ("?c", "https://api.example.com/a/b?c"),
        ("", "https://api.example.com/a/b?q"),
        ("#top", "https://api.example.com/a/b?q"),
        ("//other.example.com", "https://other.example.com/"),
        (" HTTP://Other.Example.COM:80/x\t", "http://other.example.com/x"),
        ("https:/\\other.example.com:0443", "https://other.example.com/"),
        ("https:new", "https://api.example.com/a/new"),
        ("http:other.test/x", "http://other.test/x"),
        ("https://[::1]:8443/", "https://[::1]:8443/"),
        ("https://[0:0::1]:443/", "https://[::1]/"),
        ("//0x7f.1/%2e%2E/x y", "https://127.0.0.1/x%20y"),
        ("\\\\other.example.com\\a\\..\\b", "https://other.example.com/b"),
        ("/a\tb", "https://api.example.com/ab"),
    ] {
        let request = PageRequest::new(APP, "GET").to("https://api.example.com/a/b?q#fragment");
        let mut urls = Vec::new();
        let explanation = fetch(&request, |sent| {
            urls.push(sent.url.clone());
            if urls.len() == 1 { open(302).header("Location", location) } else { open(200) }
        });
        assert_eq!(urls, ["https://api.example.com/a/b?q", expected], "{location}");
        assert!(explanation.is_readable());
    }
}

#[test]
fn pages_of_applications_can_fetch_from_their_own_origin() {
    for (page, url, is_own) in [
        ("tauri://localhost", "tauri://localhost/users?all", true),
        ("app://-", "app://-/", true),
        ("tauri://localhost", "tauri://localhost:1/", false),
        ("tauri://localhost", "ionic://localhost/", false),
        ("null", "data:,x", false),
        ("null", "null", false),
        ("https://app.example.com", "no URL", false),
    ] {
        let explanation = fetch(&PageRequest::new(page, "GET").to(url), |_| SentResponse::new(200));
        let expected = (!is_own).then_some((Stage::BeforeSending, Failure::NotHttp));
        assert_eq!(failure(&explanation), expected, "{page} fetches {url}");
    }
}

#[test]
fn a_manual_redirect_is_opaque() {
    let get = PageRequest::new(APP, "GET").to(API).redirect(RedirectMode::Manual);
    let explanation = redirected(&get, 301, "https://api.example.com/", OTHER);
    assert_eq!(explanation.outcome(), &Outcome::OpaqueRedirect);
    assert!(!explanation.is_readable() && explanation.hops().len() == 1);
    assert!(explanation.to_string().ends_with("The script learns only that the request was redirected."));
    // The redirect itself needs CORS headers.
    let denied = fetch(&get, |_| SentResponse::new(301));
    assert_eq!(failure(&denied), Some((Stage::Response, Failure::AllowOriginMissing)));
    // A redirect by the page's own origin is opaque, too.
    let own = PageRequest::new(APP, "GET").to(APP).redirect(RedirectMode::Manual);
    assert_eq!(redirected(&own, 301, "https://app.example.com/", OTHER).outcome(), &Outcome::OpaqueRedirect);
}

#[test]
fn a_web_socket_needs_no_permission() {
    let request = PageRequest::new(APP, "GET").to("wss://api.example.com/socket").mode(RequestMode::WebSocket);
    let explanation = fetch(&request, |_| SentResponse::new(101));
    assert!(explanation.is_readable() && explanation.preflight().is_none());
    let sent = &explanation.actual().expect("the handshake").request;
    assert_eq!((sent.get("origin"), sent.url.as_str()), (Some(APP), "https://api.example.com/socket"));
    assert!(sent.credentials);
}
