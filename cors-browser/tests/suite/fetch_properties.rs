//! Properties of browsers with caches.

use std::time::Duration;

use cors_browser::{
    Browser, CredentialsMode, Engine, PageRequest, RedirectMode, ReferrerPolicy, RequestMode, SentRequest,
    SentResponse, fetch,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

const APP: &str = "https://app.example.com";
const API: &str = "https://api.example.com";

fn modes() -> impl Strategy<Value = (RequestMode, CredentialsMode, RedirectMode, ReferrerPolicy)> {
    (
        select(vec![
            RequestMode::Cors,
            RequestMode::Cors,
            RequestMode::NoCors,
            RequestMode::SameOrigin,
            RequestMode::WebSocket,
        ]),
        select(vec![CredentialsMode::Omit, CredentialsMode::SameOrigin, CredentialsMode::Include]),
        select(vec![RedirectMode::Follow, RedirectMode::Follow, RedirectMode::Manual, RedirectMode::Error]),
        select(vec![ReferrerPolicy::default(), ReferrerPolicy::NoReferrer, ReferrerPolicy::SameOrigin]),
    )
}

fn any_url() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "(https?:)?[/\\\\]{0,3}([a-z:@]{0,6}@)?[a-zA-Z.:0-9\\[\\]]{0,12}[/?#][a-z./?#]{0,8}",
        "\\.{0,2}/?[a-z./?#]{0,8}",
        select(vec![APP.to_owned(), API.to_owned(), "null".to_owned()]),
    ]
}

fn any_request() -> impl Strategy<Value = PageRequest> {
    let name = prop_oneof![any::<String>(), "(accept|authorization|content-type|if-none-match|range|x-a)"];
    let method = prop_oneof![any::<String>(), "(GET|POST|PUT|patch)"];
    let headers = vec((name, any::<String>()), 0..4);
    (any_url(), option::of(any_url()), method, headers, modes(), any::<bool>()).prop_map(
        |(page, url, method, headers, (mode, credentials, redirect, referrer_policy), has_listener)| {
            let request = PageRequest::new(page, method)
                .mode(mode)
                .credentials(credentials)
                .redirect(redirect)
                .referrer_policy(referrer_policy);
            let request = url.into_iter().fold(request, PageRequest::to);
            let request = headers.into_iter().fold(request, |request, (name, value)| request.header(name, value));
            if has_listener { request.with_upload_listener() } else { request }
        },
    )
}

fn any_response() -> impl Strategy<Value = SentResponse> {
    let name = "(Access-Control-(Allow-(Origin|Credentials|Methods|Headers)|Max-Age)|Cache-Control|ETag|Vary)";
    let value = prop_oneof![
        any::<String>(),
        "(\\*|true|PUT|x-a|origin|no-store|max-age=|[0-9]{0,30}|, ?){0,4}",
        Just(APP.to_owned())
    ];
    let status = prop_oneof![select(vec![200, 204, 301, 302, 303, 304, 307, 308]), any::<u16>()];
    (status, vec((name, value), 0..8), option::of(any_url())).prop_map(|(status, headers, location)| {
        let location = location.map(|location| ("Location".to_owned(), location));
        let response = SentResponse::new(status);
        headers.into_iter().chain(location).fold(response, |response, (name, value)| response.header(name, value))
    })
}

fn any_browser() -> impl Strategy<Value = Browser> {
    let engines = [Engine::Chromium, Engine::Firefox, Engine::WebKit].map(Browser::like);
    select([vec![Browser::new()], engines.to_vec()].concat())
}

/// A common request, without an upload listener: with one, a preflight can allow a method that no list contains.
fn usual_request() -> impl Strategy<Value = PageRequest> {
    let headers = proptest::sample::subsequence(vec!["authorization", "content-type", "x-a", "x-b", "*"], 0..=2);
    let method = select(vec!["GET", "POST", "PUT", "DELETE", "PATCH", "patch", "*"]);
    (select(vec![APP, APP, APP, "null"]), select(vec!["/", "/", "/other"]), method, headers, modes()).prop_map(
        |(page, path, method, headers, (_, credentials, redirect, _))| {
            let request =
                PageRequest::new(page, method).to(format!("{API}{path}")).credentials(credentials).redirect(redirect);
            headers.into_iter().fold(request, |request, name| request.header(name, "application/json"))
        },
    )
}

/// A server that gives every request the same answers.
fn constant_server() -> impl Strategy<Value = (SentResponse, SentResponse)> {
    let methods = proptest::sample::subsequence(vec!["*", "PUT", "DELETE", "PATCH"], 0..=4);
    let names = proptest::sample::subsequence(vec!["*", "Authorization", "content-type", "x-a", "x-b"], 0..=5);
    let origins = || select(vec!["*", APP, APP, APP, "null"]);
    let max_age = option::of(select(vec!["600", "600", "600", "0", "1", "-1", "x"]));
    let status = select(vec![200, 200, 200, 200, 404, 302]);
    (origins(), origins(), select(vec![true, true, false]), methods, names, max_age, status).prop_map(
        |(preflight_origin, origin, credentials, methods, names, max_age, status)| {
            let allow = |status, origin| {
                let response = SentResponse::new(status).header("Access-Control-Allow-Origin", origin);
                if credentials { response.header("Access-Control-Allow-Credentials", "true") } else { response }
            };
            let preflight = allow(204, preflight_origin)
                .header("Access-Control-Allow-Methods", methods.join(","))
                .header("Access-Control-Allow-Headers", names.join(", "));
            let preflight = max_age
                .into_iter()
                .fold(preflight, |preflight, max_age| preflight.header("Access-Control-Max-Age", max_age));
            (preflight, allow(status, origin).header("Location", "https://other.example.com/"))
        },
    )
}

proptest! {
    #[test]
    fn a_browser_never_panics(
        mut browser in any_browser(),
        steps in vec((any_request(), vec(any_response(), 1..4), any::<u64>()), 1..6),
    ) {
        for (request, answers, seconds) in steps {
            let mut answers = answers.iter().cycle();
            let explanation = browser.fetch(&request, |_| answers.next().expect("an answer").clone());
            prop_assert!(!explanation.to_string().contains(|c: char| c.is_control() && c != '\n'));
            prop_assert!(explanation.hops().len() <= 21);
            browser.wait(Duration::from_secs(seconds));
        }
    }

    #[test]
    fn a_cached_preflight_decides_like_a_new_one(
        mut browser in any_browser(),
        (preflight, response) in constant_server(),
        steps in vec((usual_request(), 0..4_u64), 2..16),
    ) {
        for (request, seconds) in steps {
            let server = |sent: &SentRequest| {
                if sent.get("access-control-request-method").is_some() { preflight.clone() } else { response.clone() }
            };
            let caching = browser.fetch(&request, server);
            let new = fetch(&request, server);
            prop_assert_eq!(caching.outcome(), new.outcome(), "{}\n\n{}", caching, new);
            prop_assert_eq!(caching.actual(), new.actual());
            prop_assert!(caching.preflight().is_none() || new.preflight().is_some());
            browser.wait(Duration::from_secs(seconds));
        }
    }
}
