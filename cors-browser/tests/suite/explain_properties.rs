//! Properties of explanations for all requests, answers and policies.

use cors_browser::{CredentialsMode, Explain, Outcome, PageRequest, RequestMode, SentResponse, fetch};
use cors_core::PolicySpec;
use proptest::prelude::*;

const APP: &str = "https://app.example.com";
const EVIL: &str = "https://evil.test";

fn list(list: &[&str]) -> Option<Vec<String>> {
    (!list.is_empty()).then(|| list.iter().map(ToString::to_string).collect())
}

fn arbitrary_request() -> impl Strategy<Value = PageRequest> {
    let text = || prop_oneof!["\\PC{0,12}", any::<String>(), "[a-zA-Z-]{1,10}", Just(APP.to_owned())];
    let value =
        prop_oneof![any::<String>(), "bytes=[0-9]{0,40}-[0-9]{0,40}", "[a-z]{0,3}/[a-z ;,\"]{0,9}", "a{100,140}"];
    let name = prop_oneof![text(), "(accept|range|content-type|x-http-method|cookie|x-a)"];
    let method = prop_oneof![text(), "(get|POST|PUT|patch|track)"];
    let modes = (
        prop_oneof![Just(RequestMode::Cors), Just(RequestMode::NoCors), Just(RequestMode::SameOrigin)],
        prop_oneof![Just(CredentialsMode::Omit), Just(CredentialsMode::SameOrigin), Just(CredentialsMode::Include)],
        any::<bool>(),
    );
    (text(), proptest::option::of(text()), method, proptest::collection::vec((name, value), 0..6), modes).prop_map(
        |(page, url, method, headers, (mode, credentials, has_listener))| {
            let request = PageRequest::new(page, method).mode(mode).credentials(credentials);
            let request = url.into_iter().fold(request, PageRequest::to);
            let request = headers.into_iter().fold(request, |request, (name, value)| request.header(name, value));
            if has_listener { request.with_upload_listener() } else { request }
        },
    )
}

fn arbitrary_response() -> impl Strategy<Value = SentResponse> {
    let name = prop_oneof![
        any::<String>(),
        "Access-Control-(Allow-(Origin|Credentials|Methods|Headers)|Expose-Headers|Max-Age)"
    ];
    let value = prop_oneof![any::<String>(), "(\\*|true|PUT|x-a|[0-9]{0,30}|, ?){0,4}", Just(APP.to_owned())];
    (any::<u16>(), proptest::collection::vec((name, value), 0..8)).prop_map(|(status, headers)| {
        headers.into_iter().fold(SentResponse::new(status), |response, (name, value)| response.header(name, value))
    })
}

proptest! {
    #[test]
    fn the_model_never_panics(
        request in arbitrary_request(),
        preflight in arbitrary_response(),
        response in arbitrary_response(),
    ) {
        let mut answers = [preflight, response].into_iter();
        let explanation = fetch(&request, |_| answers.next().expect("two at most"));
        prop_assert!(!explanation.to_string().contains(|c: char| c.is_control() && c != '\n'));
        prop_assert_eq!(explanation.is_readable(), matches!(explanation.outcome(), Outcome::Readable(_)));
        let spec = PolicySpec { origins: list(&[APP]), credentials: true, ..PolicySpec::default() };
        prop_assert!(!spec.validate().unwrap().leak("App").explain(&request).to_string().is_empty());
    }

    /// The expectation follows from the policy's text alone, without the standard.
    #[test]
    fn the_model_agrees_with_the_policy_s_text(
        listed in proptest::option::of(proptest::sample::subsequence(vec![APP, "https://b.example.com", "http://c.example.com"], 1..=3)),
        with_credentials: bool,
        allowed in proptest::sample::subsequence(vec!["*", "authorization", "content-type", "x-a"], 0..=4),
        page in proptest::sample::select(vec![APP, "https://b.example.com", "http://c.example.com", EVIL, "null"]),
        method in proptest::sample::select(vec!["GET", "HEAD", "POST", "PUT", "delete", "PATCH", "patch", "OPTIONS"]),
        set in proptest::sample::subsequence(vec!["authorization", "content-type", "x-a", "x-b"], 0..=4),
        credentials: bool,
    ) {
        let spec = PolicySpec {
            origins: list(listed.as_deref().unwrap_or(&["*"])),
            credentials: with_credentials,
            allow_headers: list(&allowed),
            ..PolicySpec::default()
        };
        // Some combinations break rules: `*` with credentials or with other elements, plain HTTP with credentials.
        let Ok(policy) = spec.validate().map(|valid| valid.leak("Random")) else { return Ok(()) };

        let request = set.iter().fold(PageRequest::new(page, method), |request, name| request.header(*name, "application/json"));
        let request = if credentials { request.with_credentials() } else { request };
        let allows_origin = match &listed {
            None => !credentials,
            Some(listed) => listed.contains(&page) && (with_credentials || !credentials),
        };
        let allows_headers = set.iter().all(|name| allowed.contains(name) || allowed.contains(&"*") && *name != "authorization" && !credentials);
        let explanation = policy.explain(&request);
        prop_assert_eq!(explanation.is_readable(), allows_origin && allows_headers && method != "patch", "{}", explanation);
    }
}
