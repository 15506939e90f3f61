//! What the model of the browser remembers, where no conformance case asks for it.

use std::time::Duration;

use cors_browser::{
    Browser, CredentialsMode, Engine, Explanation, PageRequest, Permission, Section, SentRequest, SentResponse,
};

const APP: &str = "https://app.example.com";
const API: &str = "https://api.example.com";

fn answer(methods: &str, headers: &str, max_age: &str) -> SentResponse {
    SentResponse::new(200)
        .header("Access-Control-Allow-Origin", APP)
        .header("Access-Control-Allow-Credentials", "true")
        .header("Access-Control-Allow-Methods", methods)
        .header("Access-Control-Allow-Headers", headers)
        .header("Access-Control-Max-Age", max_age)
}

fn put() -> PageRequest {
    PageRequest::new(APP, "PUT").to(API)
}

/// Whether the browser asks first.
fn asks(browser: &mut Browser, request: &PageRequest, answer: &SentResponse) -> bool {
    browser.fetch(request, |_| answer.clone()).preflight().is_some()
}

fn words(explanation: &Explanation, section: Section) -> Vec<&str> {
    explanation.steps().iter().filter(|step| step.section == section).map(|step| step.words.as_str()).collect()
}

#[test]
fn what_is_listed_is_remembered_and_not_what_was_asked_for() {
    let mut browser = Browser::new();
    let open = answer("PUT, DELETE", "X-A, x-b", "60");
    assert!(asks(&mut browser, &put().header("x-a", "1"), &open));
    let permissions: Vec<Permission> = browser.cache_entries().map(|entry| entry.permission.clone()).collect();
    let method = |name: &str| Permission::Method(name.to_owned());
    let header = |name: &str| Permission::Header(name.to_owned());
    assert_eq!(permissions, [method("PUT"), method("DELETE"), header("X-A"), header("x-b")]);

    let delete = PageRequest::new(APP, "DELETE").to(API).header("x-b", "1").header("X-A", "1");
    let explanation = browser.fetch(&delete, |_| open.clone());
    assert!(explanation.preflight().is_none() && explanation.is_readable());
    let remembered = ["An earlier preflight has allowed it, and the browser does not ask again."];
    assert_eq!(words(&explanation, Section::CorsPreflightCache), remembered);

    assert!(asks(&mut browser, &PageRequest::new(APP, "PATCH").to(API), &answer("PATCH", "", "60")));
    assert!(asks(&mut browser, &put().header("x-c", "1"), &answer("PUT", "x-c", "60")));
    assert!(!asks(&mut browser, &put().header("x-c", "1").header("x-a", "1"), &open));
}

#[test]
fn an_entry_is_of_one_page_origin_url_and_kind_of_credentials() {
    let mut browser = Browser::new();
    let open = answer("PUT", "", "60").header("Vary", "Origin");
    assert!(asks(&mut browser, &put().to("https://api.example.com/users?page=1"), &open));
    assert!(!asks(&mut browser, &put().to("https://API.example.com:443/users?page=1#top"), &open));
    assert!(asks(&mut browser, &put().to("https://api.example.com/users?page=2"), &open));
    assert!(asks(&mut browser, &put().to("http://api.example.com/users?page=1"), &open));
    let other = PageRequest::new("https://b.example.com", "PUT").to("https://api.example.com/users?page=1");
    assert!(asks(&mut browser, &other, &open));

    // With credentials an entry does for requests without; not the other way round.
    for (first, second, asks_again) in [
        (CredentialsMode::Include, CredentialsMode::Omit, false),
        (CredentialsMode::Include, CredentialsMode::Include, false),
        (CredentialsMode::SameOrigin, CredentialsMode::Omit, false),
        (CredentialsMode::Omit, CredentialsMode::Include, true),
    ] {
        let mut browser = Browser::new();
        assert!(asks(&mut browser, &put().credentials(first), &open));
        assert_eq!(browser.cache_entries().all(|entry| entry.credentials), first == CredentialsMode::Include);
        assert_eq!(asks(&mut browser, &put().credentials(second), &open), asks_again, "{first:?} {second:?}");
    }
}

#[test]
fn a_wildcard_is_remembered_as_it_is_read() {
    let anybody = SentResponse::new(200)
        .header("Access-Control-Allow-Origin", "*")
        .header("Access-Control-Allow-Methods", "*")
        .header("Access-Control-Allow-Headers", "*");
    let mut browser = Browser::new();
    assert!(asks(&mut browser, &put().header("x-a", "1"), &anybody));
    assert!(!asks(&mut browser, &PageRequest::new(APP, "DELETE").to(API).header("x-b", "1"), &anybody));
    assert!(asks(&mut browser, &put().header("Authorization", "1"), &anybody));

    let mut browser = Browser::new();
    let credentialed = answer("PUT, *", "x-a, *", "60");
    assert!(asks(&mut browser, &put().header("x-a", "1").with_credentials(), &credentialed));
    assert!(asks(&mut browser, &PageRequest::new(APP, "DELETE").to(API).with_credentials(), &credentialed));
    assert!(asks(&mut browser, &put().header("x-b", "1").with_credentials(), &credentialed));
}

#[test]
fn how_long() {
    let kept = |mut browser: Browser, max_age: &str| {
        let open = answer("PUT", "", max_age);
        assert!(asks(&mut browser, &put(), &open));
        let mut seconds = 0;
        let mut later = 1;
        // Doubling, and then halving: the last second in which it does not ask.
        while later <= 1 << 20 {
            let mut waiting = browser.clone();
            waiting.wait(Duration::from_secs(later));
            if waiting.cache_entries().next().is_none() {
                break;
            }
            (seconds, later) = (later, later * 2);
        }
        let (mut low, mut high) = (seconds, later);
        while low + 1 < high {
            let middle = low.midpoint(high);
            let mut waiting = browser.clone();
            waiting.wait(Duration::from_secs(middle));
            *if waiting.cache_entries().next().is_some() { &mut low } else { &mut high } = middle;
        }
        if browser.cache_entries().next().is_some() { high } else { 0 }
    };
    for (max_age, standard, chromium, firefox, webkit) in [
        ("0", 0, 0, 0, 0),
        ("1", 1, 1, 1, 1),
        ("300", 300, 300, 300, 300),
        ("100000", 100_000, 7200, 86400, 600),
        ("", 5, 5, 5, 5),
        ("-1", 5, 0, 0, 0),
        ("10 minutes", 5, 5, 0, 5),
    ] {
        assert_eq!(kept(Browser::new(), max_age), standard, "{max_age}");
        assert_eq!(kept(Browser::like(Engine::Chromium), max_age), chromium, "{max_age}");
        assert_eq!(kept(Browser::like(Engine::Firefox), max_age), firefox, "{max_age}");
        assert_eq!(kept(Browser::like(Engine::WebKit), max_age), webkit, "{max_age}");
    }
    let mut browser = Browser::like(Engine::WebKit);
    let explanation = browser.fetch(&put(), |_| answer("PUT", "", "86400"));
    assert_eq!(words(&explanation, Section::CorsPreflightCache), ["The browser keeps the answer for 600 s."]);
    // No time is too long for the clock.
    let mut browser = Browser::new();
    assert!(asks(&mut browser, &put(), &answer("PUT", "", "99999999999999999999999")));
    browser.wait(Duration::from_secs(1 << 40));
    assert!(!asks(&mut browser, &put(), &answer("PUT", "", "1")));
    browser.wait(Duration::MAX);
    browser.wait(Duration::MAX);
    assert!(browser.cache_entries().next().is_none());
}

#[test]
fn a_new_answer_counts_from_now() {
    let mut browser = Browser::new();
    assert!(asks(&mut browser, &put(), &answer("PUT", "", "60")));
    browser.wait(Duration::from_secs(50));
    assert!(asks(&mut browser, &put().header("x-a", "1"), &answer("PUT", "x-a", "60")));
    browser.wait(Duration::from_secs(50));
    assert!(!asks(&mut browser, &put(), &answer("PUT", "", "60")));
    // And takes back what is kept.
    assert!(asks(&mut browser, &put().header("x-b", "1"), &answer("PUT, DELETE", "x-b", "0")));
    let left: Vec<_> = browser.cache_entries().map(|entry| entry.permission.clone()).collect();
    assert_eq!(left, [Permission::Header("x-a".to_owned())]);
}

#[test]
fn a_failure_clears_what_is_remembered() {
    let open = answer("PUT", "x-a", "60");
    type Server<'a> = &'a dyn Fn(&SentRequest) -> SentResponse;
    let failures: [(PageRequest, Server<'_>); 3] = [
        // The response of a request that was allowed before.
        (put(), &|_| SentResponse::new(200)),
        // The preflight.
        (put().header("x-b", "1"), &|_| answer("PUT", "", "60")),
        // The redirect.
        (put(), &|sent| answer("PUT", "", "60").header("Location", sent.url.replace("https", "ftp"))),
    ];
    for (at, (request, server)) in failures.into_iter().enumerate() {
        let mut browser = Browser::new();
        assert!(asks(&mut browser, &put(), &open));
        assert!(asks(&mut browser, &put().to("https://api.example.com/other"), &open));
        let explanation = browser.fetch(&request, |sent| {
            let mut answer = server(sent);
            answer.status = if at == 2 && sent.method != "OPTIONS" { 302 } else { 200 };
            answer
        });
        assert!(!explanation.is_readable(), "{explanation}");
        assert!(browser.cache_entries().all(|entry| entry.url == "https://api.example.com/other"), "{explanation}");
        assert!(browser.cache_entries().next().is_some());
    }
    // What needs no preflight does not touch it.
    let mut browser = Browser::new();
    assert!(asks(&mut browser, &put(), &open));
    assert!(!browser.fetch(&PageRequest::new(APP, "GET").to(API), |_| SentResponse::new(200)).is_readable());
    assert!(!asks(&mut browser, &put(), &open));
}

#[test]
fn after_a_redirect_the_entry_is_of_null() {
    let mut browser = Browser::new();
    let get = PageRequest::new(APP, "GET").to(API).header("x-a", "1");
    let other = "https://other.example.com/";
    let server = |sent: &SentRequest| {
        let answer = SentResponse::new(if sent.url == other || sent.method == "OPTIONS" { 200 } else { 302 });
        answer
            .header("Access-Control-Allow-Origin", "*")
            .header("Access-Control-Allow-Headers", "x-a")
            .header("Location", other)
    };
    let first = browser.fetch(&get, server);
    assert!(first.is_readable() && first.hops().iter().all(|hop| hop.preflight.is_some()), "{first}");
    let origins: Vec<(&str, &str)> =
        browser.cache_entries().map(|entry| (entry.origin.as_str(), entry.url.as_str())).collect();
    assert_eq!(origins, [(APP, "https://api.example.com/"), ("null", other)]);
    let second = browser.fetch(&get, server);
    assert!(second.is_readable() && second.hops().iter().all(|hop| hop.preflight.is_none()), "{second}");
    // Directly it is the page that asks.
    assert!(browser.fetch(&get.to(other), server).preflight().is_some());
}

/// The way in which GET opens POST: header names are remembered apart from methods, and GET, HEAD and POST are never asked for.
#[test]
fn a_header_that_get_was_granted_opens_every_method_that_is_always_allowed() {
    let json = |method: &str| PageRequest::new(APP, method).to(API).header("content-type", "application/json");
    for first in ["GET", "HEAD", "POST"] {
        for second in ["GET", "HEAD", "POST"] {
            let mut browser = Browser::new();
            let granted = answer(first, "content-type", "600");
            assert!(asks(&mut browser, &json(first).with_credentials(), &granted));
            // The server would deny it, and is not asked.
            let explanation = browser.fetch(&json(second).with_credentials(), |sent| {
                assert_eq!(sent.method, second);
                SentResponse::new(200)
            });
            assert!(explanation.preflight().is_none() && explanation.actual().is_some(), "{explanation}");
        }
        // Other methods have to be granted themselves, also where the header is.
        let mut browser = Browser::new();
        assert!(asks(&mut browser, &json(first), &answer(first, "content-type", "600")));
        assert!(asks(&mut browser, &json("PUT"), &answer("PUT", "content-type", "600")));
        // And another header.
        assert!(asks(&mut browser, &json("POST").header("x-a", "1"), &answer("POST", "content-type, x-a", "600")));
    }
}

/// A method from one answer and a header from another are as good as both from one.
#[test]
fn a_method_and_a_header_of_two_answers_allow_both_together() {
    let mut browser = Browser::new();
    assert!(asks(&mut browser, &put().header("x-a", "1"), &answer("PUT", "x-a", "600")));
    let delete = PageRequest::new(APP, "DELETE").to(API);
    assert!(asks(&mut browser, &delete, &answer("DELETE", "", "600")));
    assert!(!asks(&mut browser, &delete.header("x-a", "1"), &answer("DELETE", "", "600")));
}

/// Another page keeps what it was granted for the same URL.
#[test]
fn a_failure_clears_only_its_own_page_and_url() {
    let mut browser = Browser::new();
    let open = answer("PUT", "", "60");
    let of_b = SentResponse::new(200)
        .header("Access-Control-Allow-Origin", "https://b.example.com")
        .header("Access-Control-Allow-Methods", "PUT")
        .header("Access-Control-Max-Age", "60");
    let put_of_b = PageRequest::new("https://b.example.com", "PUT").to(API);
    assert!(asks(&mut browser, &put(), &open));
    assert!(asks(&mut browser, &put_of_b, &of_b));
    assert!(!browser.fetch(&put(), |_| SentResponse::new(200)).is_readable());
    assert!(asks(&mut browser, &put(), &open));
    assert!(!asks(&mut browser, &put_of_b, &of_b));
}

/// `Access-Control-Max-Age: 0` leaves nothing for the next request, whatever was listed; without the header it is 5 seconds.
#[test]
fn zero_seconds_are_nothing_and_no_header_is_five() {
    for request in [put(), put().header("x-a", "1"), PageRequest::new(APP, "POST").to(API).header("x-a", "1")] {
        let at_once = answer("PUT, DELETE", "x-a, x-b", "0");
        let unsaid = SentResponse::new(200)
            .header("Access-Control-Allow-Origin", APP)
            .header("Access-Control-Allow-Methods", "PUT")
            .header("Access-Control-Allow-Headers", "x-a");
        for mut browser in [Browser::new(), Browser::like(Engine::Chromium), Browser::like(Engine::Firefox)] {
            assert!(asks(&mut browser, &request, &at_once));
            assert!(browser.cache_entries().next().is_none());
            assert!(asks(&mut browser, &request, &unsaid));
            browser.wait(Duration::from_secs(4));
            assert!(!asks(&mut browser, &request, &unsaid));
            browser.wait(Duration::from_secs(1));
            assert!(asks(&mut browser, &request, &unsaid));
        }
    }
}

/// A preflight that does not grant what is asked for leaves nothing, also of what it lists.
#[test]
fn a_denied_preflight_leaves_nothing() {
    for denied in [answer("DELETE", "x-a", "600"), answer("PUT", "", "600")] {
        let mut browser = Browser::new();
        assert!(!browser.fetch(&put().header("x-a", "1"), |_| denied.clone()).is_readable());
        assert!(browser.cache_entries().next().is_none());
    }
}

/// A page can ask for the method `*`. It is a name as any other, but an answer that lists it allows every method.
#[test]
fn the_method_wildcard_opens_every_method() {
    let open =
        SentResponse::new(200).header("Access-Control-Allow-Origin", "*").header("Access-Control-Allow-Methods", "*");
    let mut browser = Browser::new();
    assert!(asks(&mut browser, &PageRequest::new(APP, "*").to(API), &open));
    assert!(!asks(&mut browser, &PageRequest::new(APP, "DELETE").to(API), &open));
    let with_credentials = PageRequest::new(APP, "DELETE").to(API).with_credentials();
    assert!(asks(&mut browser, &with_credentials, &open));
}
