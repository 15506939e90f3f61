//! The preflight cache of the model, beyond the conformance cases.

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

/// Returns whether the browser sends a preflight.
fn sends_preflight(browser: &mut Browser, request: &PageRequest, answer: &SentResponse) -> bool {
    browser.fetch(request, |_| answer.clone()).preflight().is_some()
}

fn words(explanation: &Explanation, section: Section) -> Vec<&str> {
    explanation.steps().iter().filter(|step| step.section == section).map(|step| step.words.as_str()).collect()
}

#[test]
fn listed_permissions_are_cached_not_requested_ones() {
    let mut browser = Browser::new();
    let open = answer("PUT, DELETE", "X-A, x-b", "60");
    assert!(sends_preflight(&mut browser, &put().header("x-a", "1"), &open));
    let permissions: Vec<Permission> = browser.cache_entries().map(|entry| entry.permission.clone()).collect();
    let method = |name: &str| Permission::Method(name.to_owned());
    let header = |name: &str| Permission::Header(name.to_owned());
    assert_eq!(permissions, [method("PUT"), method("DELETE"), header("X-A"), header("x-b")]);

    let delete = PageRequest::new(APP, "DELETE").to(API).header("x-b", "1").header("X-A", "1");
    let explanation = browser.fetch(&delete, |_| open.clone());
    assert!(explanation.preflight().is_none() && explanation.is_readable());
    let cached = ["The answer to an earlier preflight allows it, and the browser sends no preflight."];
    assert_eq!(words(&explanation, Section::CorsPreflightCache), cached);

    assert!(sends_preflight(&mut browser, &PageRequest::new(APP, "PATCH").to(API), &answer("PATCH", "", "60")));
    assert!(sends_preflight(&mut browser, &put().header("x-c", "1"), &answer("PUT", "x-c", "60")));
    assert!(!sends_preflight(&mut browser, &put().header("x-c", "1").header("x-a", "1"), &open));
}

#[test]
fn an_entry_belongs_to_a_page_an_origin_a_url_and_a_credentials_mode() {
    let mut browser = Browser::new();
    let open = answer("PUT", "", "60").header("Vary", "Origin");
    assert!(sends_preflight(&mut browser, &put().to("https://api.example.com/users?page=1"), &open));
    assert!(!sends_preflight(&mut browser, &put().to("https://API.example.com:443/users?page=1#top"), &open));
    assert!(sends_preflight(&mut browser, &put().to("https://api.example.com/users?page=2"), &open));
    assert!(sends_preflight(&mut browser, &put().to("http://api.example.com/users?page=1"), &open));
    let other = PageRequest::new("https://b.example.com", "PUT").to("https://api.example.com/users?page=1");
    assert!(sends_preflight(&mut browser, &other, &open));

    // An entry with credentials allows requests without; not the other way round.
    for (first, second, expected) in [
        (CredentialsMode::Include, CredentialsMode::Omit, false),
        (CredentialsMode::Include, CredentialsMode::Include, false),
        (CredentialsMode::SameOrigin, CredentialsMode::Omit, false),
        (CredentialsMode::Omit, CredentialsMode::Include, true),
    ] {
        let mut browser = Browser::new();
        assert!(sends_preflight(&mut browser, &put().credentials(first), &open));
        assert_eq!(browser.cache_entries().all(|entry| entry.credentials), first == CredentialsMode::Include);
        assert_eq!(sends_preflight(&mut browser, &put().credentials(second), &open), expected, "{first:?} {second:?}");
    }
}

#[test]
fn a_cached_wildcard_matches_like_one_in_an_answer() {
    let wildcards = SentResponse::new(200)
        .header("Access-Control-Allow-Origin", "*")
        .header("Access-Control-Allow-Methods", "*")
        .header("Access-Control-Allow-Headers", "*");
    let mut browser = Browser::new();
    assert!(sends_preflight(&mut browser, &put().header("x-a", "1"), &wildcards));
    assert!(!sends_preflight(&mut browser, &PageRequest::new(APP, "DELETE").to(API).header("x-b", "1"), &wildcards));
    assert!(sends_preflight(&mut browser, &put().header("Authorization", "1"), &wildcards));

    let mut browser = Browser::new();
    let credentialed = answer("PUT, *", "x-a, *", "60");
    assert!(sends_preflight(&mut browser, &put().header("x-a", "1").with_credentials(), &credentialed));
    assert!(sends_preflight(&mut browser, &PageRequest::new(APP, "DELETE").to(API).with_credentials(), &credentialed));
    assert!(sends_preflight(&mut browser, &put().header("x-b", "1").with_credentials(), &credentialed));
}

#[test]
fn engines_limit_the_lifetime_of_entries() {
    let lifetime = |mut browser: Browser, max_age: &str| {
        let open = answer("PUT", "", max_age);
        assert!(sends_preflight(&mut browser, &put(), &open));
        let mut seconds = 0;
        let mut later = 1;
        // Doubling and then bisecting finds the second at which the entry expires.
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
        assert_eq!(lifetime(Browser::new(), max_age), standard, "{max_age}");
        assert_eq!(lifetime(Browser::like(Engine::Chromium), max_age), chromium, "{max_age}");
        assert_eq!(lifetime(Browser::like(Engine::Firefox), max_age), firefox, "{max_age}");
        assert_eq!(lifetime(Browser::like(Engine::WebKit), max_age), webkit, "{max_age}");
    }
    let mut browser = Browser::like(Engine::WebKit);
    let explanation = browser.fetch(&put(), |_| answer("PUT", "", "86400"));
    assert_eq!(words(&explanation, Section::CorsPreflightCache), ["The browser caches the answer for 600 s."]);
    // The clock never overflows.
    let mut browser = Browser::new();
    assert!(sends_preflight(&mut browser, &put(), &answer("PUT", "", "99999999999999999999999")));
    browser.wait(Duration::from_secs(1 << 40));
    assert!(!sends_preflight(&mut browser, &put(), &answer("PUT", "", "1")));
    browser.wait(Duration::MAX);
    browser.wait(Duration::MAX);
    assert!(browser.cache_entries().next().is_none());
}

#[test]
fn a_new_answer_replaces_the_expiry() {
    let mut browser = Browser::new();
    assert!(sends_preflight(&mut browser, &put(), &answer("PUT", "", "60")));
    browser.wait(Duration::from_secs(50));
    assert!(sends_preflight(&mut browser, &put().header("x-a", "1"), &answer("PUT", "x-a", "60")));
    browser.wait(Duration::from_secs(50));
    assert!(!sends_preflight(&mut browser, &put(), &answer("PUT", "", "60")));
    // An answer with an age of 0 removes entries.
    assert!(sends_preflight(&mut browser, &put().header("x-b", "1"), &answer("PUT, DELETE", "x-b", "0")));
    let left: Vec<_> = browser.cache_entries().map(|entry| entry.permission.clone()).collect();
    assert_eq!(left, [Permission::Header("x-a".to_owned())]);
}

#[test]
fn a_failure_clears_the_entries_of_its_url() {
    let open = answer("PUT", "x-a", "60");
    type Server<'a> = &'a dyn Fn(&SentRequest) -> SentResponse;
    let failures: [(PageRequest, Server<'_>); 3] = [
        // The response to a request with a cached preflight.
        (put(), &|_| SentResponse::new(200)),
        // The preflight.
        (put().header("x-b", "1"), &|_| answer("PUT", "", "60")),
        // The redirect.
        (put(), &|sent| answer("PUT", "", "60").header("Location", sent.url.replace("https", "ftp"))),
    ];
    for (at, (request, server)) in failures.into_iter().enumerate() {
        let mut browser = Browser::new();
        assert!(sends_preflight(&mut browser, &put(), &open));
        assert!(sends_preflight(&mut browser, &put().to("https://api.example.com/other"), &open));
        let explanation = browser.fetch(&request, |sent| {
            let mut answer = server(sent);
            answer.status = if at == 2 && sent.method != "OPTIONS" { 302 } else { 200 };
            answer
        });
        assert!(!explanation.is_readable(), "{explanation}");
        assert!(browser.cache_entries().all(|entry| entry.url == "https://api.example.com/other"), "{explanation}");
        assert!(browser.cache_entries().next().is_some());
    }
    // A failed request without a preflight clears nothing.
    let mut browser = Browser::new();
    assert!(sends_preflight(&mut browser, &put(), &open));
    assert!(!browser.fetch(&PageRequest::new(APP, "GET").to(API), |_| SentResponse::new(200)).is_readable());
    assert!(!sends_preflight(&mut browser, &put(), &open));
}

#[test]
fn after_a_redirect_the_entry_has_the_origin_null() {
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
    // A direct request has the page's origin.
    assert!(browser.fetch(&get.to(other), server).preflight().is_some());
}

/// Headers and methods are cached separately, and GET, HEAD and POST need no entry: so a preflight for GET allows POST.
#[test]
fn a_header_cached_for_get_is_allowed_with_every_safelisted_method() {
    let json = |method: &str| PageRequest::new(APP, method).to(API).header("content-type", "application/json");
    for first in ["GET", "HEAD", "POST"] {
        for second in ["GET", "HEAD", "POST"] {
            let mut browser = Browser::new();
            let granted = answer(first, "content-type", "600");
            assert!(sends_preflight(&mut browser, &json(first).with_credentials(), &granted));
            // The server would deny the preflight, and does not get one.
            let explanation = browser.fetch(&json(second).with_credentials(), |sent| {
                assert_eq!(sent.method, second);
                SentResponse::new(200)
            });
            assert!(explanation.preflight().is_none() && explanation.actual().is_some(), "{explanation}");
        }
        // Other methods need an entry of their own.
        let mut browser = Browser::new();
        assert!(sends_preflight(&mut browser, &json(first), &answer(first, "content-type", "600")));
        assert!(sends_preflight(&mut browser, &json("PUT"), &answer("PUT", "content-type", "600")));
        // So does another header.
        assert!(sends_preflight(
            &mut browser,
            &json("POST").header("x-a", "1"),
            &answer("POST", "content-type, x-a", "600")
        ));
    }
}

#[test]
fn a_method_and_a_header_of_two_answers_allow_both_together() {
    let mut browser = Browser::new();
    assert!(sends_preflight(&mut browser, &put().header("x-a", "1"), &answer("PUT", "x-a", "600")));
    let delete = PageRequest::new(APP, "DELETE").to(API);
    assert!(sends_preflight(&mut browser, &delete, &answer("DELETE", "", "600")));
    assert!(!sends_preflight(&mut browser, &delete.header("x-a", "1"), &answer("DELETE", "", "600")));
}

/// Entries of another page for the same URL remain.
#[test]
fn a_failure_clears_only_its_own_page_and_url() {
    let mut browser = Browser::new();
    let open = answer("PUT", "", "60");
    let of_b = SentResponse::new(200)
        .header("Access-Control-Allow-Origin", "https://b.example.com")
        .header("Access-Control-Allow-Methods", "PUT")
        .header("Access-Control-Max-Age", "60");
    let put_of_b = PageRequest::new("https://b.example.com", "PUT").to(API);
    assert!(sends_preflight(&mut browser, &put(), &open));
    assert!(sends_preflight(&mut browser, &put_of_b, &of_b));
    assert!(!browser.fetch(&put(), |_| SentResponse::new(200)).is_readable());
    assert!(sends_preflight(&mut browser, &put(), &open));
    assert!(!sends_preflight(&mut browser, &put_of_b, &of_b));
}

#[test]
fn max_age_0_caches_nothing_and_the_default_is_5_seconds() {
    for request in [put(), put().header("x-a", "1"), PageRequest::new(APP, "POST").to(API).header("x-a", "1")] {
        let zero = answer("PUT, DELETE", "x-a, x-b", "0");
        let without_age = SentResponse::new(200)
            .header("Access-Control-Allow-Origin", APP)
            .header("Access-Control-Allow-Methods", "PUT")
            .header("Access-Control-Allow-Headers", "x-a");
        for mut browser in [Browser::new(), Browser::like(Engine::Chromium), Browser::like(Engine::Firefox)] {
            assert!(sends_preflight(&mut browser, &request, &zero));
            assert!(browser.cache_entries().next().is_none());
            assert!(sends_preflight(&mut browser, &request, &without_age));
            browser.wait(Duration::from_secs(4));
            assert!(!sends_preflight(&mut browser, &request, &without_age));
            browser.wait(Duration::from_secs(1));
            assert!(sends_preflight(&mut browser, &request, &without_age));
        }
    }
}

#[test]
fn a_denied_preflight_caches_nothing() {
    for denied in [answer("DELETE", "x-a", "600"), answer("PUT", "", "600")] {
        let mut browser = Browser::new();
        assert!(!browser.fetch(&put().header("x-a", "1"), |_| denied.clone()).is_readable());
        assert!(browser.cache_entries().next().is_none());
    }
}

/// `*` is also a method that a script can use. A preflight for it lists a wildcard, which allows every method.
#[test]
fn a_preflight_for_the_method_wildcard_allows_every_method() {
    let open =
        SentResponse::new(200).header("Access-Control-Allow-Origin", "*").header("Access-Control-Allow-Methods", "*");
    let mut browser = Browser::new();
    assert!(sends_preflight(&mut browser, &PageRequest::new(APP, "*").to(API), &open));
    assert!(!sends_preflight(&mut browser, &PageRequest::new(APP, "DELETE").to(API), &open));
    let with_credentials = PageRequest::new(APP, "DELETE").to(API).with_credentials();
    assert!(sends_preflight(&mut browser, &with_credentials, &open));
}
