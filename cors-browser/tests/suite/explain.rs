//! Explanations of policies as text. The conformance cases test the model itself.

use cors_browser::{Explain, Failure, Outcome, PageRequest, RequestMode};
use cors_core::{Enforcement, Mounted, PathPolicies, Policy, PolicySpec, Reason};
use expect_test::{Expect, expect};

const APP: &str = "https://app.example.com";
const EVIL: &str = "https://evil.test";

fn list(list: &[&str]) -> Option<Vec<String>> {
    (!list.is_empty()).then(|| list.iter().map(ToString::to_string).collect())
}

fn policy(spec: PolicySpec) -> &'static Policy {
    spec.validate().expect("a valid policy").leak("Test")
}

fn frontend() -> &'static Policy {
    policy(PolicySpec {
        origins: list(&[APP]),
        credentials: true,
        allow_headers: list(&["content-type"]),
        expose_headers: list(&["x-total-count"]),
        max_age: Some(cors_core::MaxAgeSpec::Seconds(7200)),
        ..PolicySpec::default()
    })
}

fn check(policy: &'static Policy, request: &PageRequest, expected: Expect) {
    expected.assert_eq(&policy.explain(request).to_string());
}

#[test]
fn an_allowed_request_needs_a_preflight_and_is_readable() {
    let json = PageRequest::new(APP, "put").header("Content-Type", "application/json").with_credentials();
    check(
        frontend(),
        &json,
        expect![[r#"
            put from https://app.example.com to another origin (mode `cors`, credentials `include`)

            1. The browser turns `put` into `PUT`. [Request class]
            2. It goes to another origin, and needs a preflight because of the method `PUT` and the header `content-type`. [Main fetch]
            3. The browser sends a preflight, without credentials. [CORS-preflight fetch]
                   OPTIONS
                   Accept: */*
                   Origin: https://app.example.com
                   Access-Control-Request-Method: PUT
                   Access-Control-Request-Headers: content-type
            4. The server answers 204: the policy allows it [allowed]. [HTTP responses]
                   Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers
                   Access-Control-Allow-Origin: https://app.example.com
                   Access-Control-Allow-Credentials: true
                   Access-Control-Allow-Methods: PUT
                   Access-Control-Allow-Headers: content-type
                   Access-Control-Max-Age: 7200
            5. This passes: the page's origin is allowed, with credentials. [CORS check]
            6. The answer allows the method `PUT` and the header `content-type`. [CORS-preflight fetch]
            7. The browser caches the answer for 7200 s, or up to its own limit. [CORS-preflight cache]
            8. The browser sends the request, with credentials. [HTTP fetch]
                   PUT
                   Content-Type: application/json
                   Origin: https://app.example.com
            9. The server answers 200: the policy allows it [allowed]. [HTTP responses]
                   Access-Control-Allow-Origin: https://app.example.com
                   Access-Control-Allow-Credentials: true
                   Access-Control-Expose-Headers: x-total-count
                   Vary: Origin
            10. This passes: the page's origin is allowed, with credentials. [CORS check]
            11. The script sees status, body, the safelisted headers and `x-total-count`. [CORS filtered response]

            The script can read the response."#]],
    );
}

#[test]
fn a_simple_request_needs_no_preflight() {
    let policy = policy(PolicySpec { origins: list(&["*"]), ..PolicySpec::default() });
    let get = PageRequest::new("null", "GET").to("https://api.example.com").header("Cookie", "a=b");
    check(
        policy,
        &get,
        expect![[r#"
            GET from null to https://api.example.com (mode `cors`, credentials `same-origin`)

            1. The browser drops `Cookie`, which scripts may not set. [Headers class]
            2. It goes to another origin. The method `GET` and its headers need no preflight. [Main fetch]
            3. The browser sends the request, without credentials. [HTTP fetch]
                   GET
                   Origin: null
            4. The server answers 200: the policy allows it [allowed]. [HTTP responses]
                   Access-Control-Allow-Origin: *
            5. This passes: every origin is allowed, and the request carries no credentials. [CORS check]
            6. The script sees status, body and the safelisted headers. [CORS filtered response]

            The script can read the response."#]],
    );
}

#[test]
fn the_preflight_of_another_origin_is_blocked() {
    check(
        frontend(),
        &PageRequest::new(EVIL, "DELETE"),
        expect![[r#"
            DELETE from https://evil.test to another origin (mode `cors`, credentials `same-origin`)

            1. It goes to another origin, and needs a preflight because of the method `DELETE`. [Main fetch]
            2. The browser sends a preflight, without credentials. [CORS-preflight fetch]
                   OPTIONS
                   Accept: */*
                   Origin: https://evil.test
                   Access-Control-Request-Method: DELETE
            3. The server answers 403: the origin is not on the allow-list of this method [origin_not_allowed]. [HTTP responses]
                   Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers
                   Cache-Control: no-store
            4. This fails: there is no `Access-Control-Allow-Origin`. [CORS check]

            Blocked by the answer to the preflight: there is no `Access-Control-Allow-Origin` [CORS check]."#]],
    );
}

#[test]
fn a_header_that_is_not_allowed_blocks_the_preflight() {
    let request = PageRequest::new(APP, "GET").header("x-trace", "1").header("x-a", "1");
    check(
        frontend(),
        &request,
        expect![[r#"
            GET from https://app.example.com to another origin (mode `cors`, credentials `same-origin`)

            1. It goes to another origin, and needs a preflight because of the headers `x-a`, `x-trace`. [Main fetch]
            2. The browser sends a preflight, without credentials. [CORS-preflight fetch]
                   OPTIONS
                   Accept: */*
                   Origin: https://app.example.com
                   Access-Control-Request-Method: GET
                   Access-Control-Request-Headers: x-a,x-trace
            3. The server answers 204: a requested header is not in `allow_headers` [header_not_allowed]. [HTTP responses]
                   Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers
                   Access-Control-Allow-Origin: https://app.example.com
                   Access-Control-Allow-Credentials: true
                   Access-Control-Allow-Methods: GET, HEAD
                   Access-Control-Allow-Headers: content-type
                   Access-Control-Max-Age: 7200
            4. This fails: `Access-Control-Allow-Headers` does not have `x-a`. [CORS-preflight fetch]

            Blocked by the answer to the preflight: `Access-Control-Allow-Headers` does not have `x-a` [CORS-preflight fetch]."#]],
    );
}

#[test]
fn credentials_that_are_not_allowed_block_the_response() {
    let policy = policy(PolicySpec { origins: list(&[APP]), ..PolicySpec::default() });
    check(
        policy,
        &PageRequest::new(APP, "POST").with_credentials(),
        expect![[r#"
            POST from https://app.example.com to another origin (mode `cors`, credentials `include`)

            1. It goes to another origin. The method `POST` and its headers need no preflight. [Main fetch]
            2. The browser sends the request, with credentials. [HTTP fetch]
                   POST
                   Origin: https://app.example.com
            3. The server answers 200: the policy allows it [allowed]. [HTTP responses]
                   Access-Control-Allow-Origin: https://app.example.com
                   Vary: Origin
            4. This fails: there is no `Access-Control-Allow-Credentials: true`. [CORS check]

            Blocked by the response, after the server has had the request: there is no `Access-Control-Allow-Credentials: true` [CORS check]."#]],
    );
}

#[test]
fn a_malformed_method_is_blocked_before_sending() {
    check(
        frontend(),
        &PageRequest::new(APP, "track\n"),
        expect![[r#"
            track\n from https://app.example.com to another origin (mode `cors`, credentials `same-origin`)

            1. This fails: `track\n` is not a method. [Request class]

            Blocked before anything is sent: `track\n` is not a method [Request class]."#]],
    );
}

#[test]
fn a_no_cors_request_is_sent_and_not_readable() {
    let request = PageRequest::new(EVIL, "POST").mode(RequestMode::NoCors).header("content-type", "application/json");
    check(
        frontend(),
        &request,
        expect![[r#"
            POST from https://evil.test to another origin (mode `no-cors`, credentials `same-origin`)

            1. The browser drops `content-type`, which the mode `no-cors` does not allow. [Headers class]
            2. It goes to another origin in the mode `no-cors`, and needs no permission to be sent. [Main fetch]
            3. The browser sends the request, without credentials. [HTTP fetch]
                   POST
                   Origin: https://evil.test
            4. The server answers 200: the origin is not on the allow-list of this method [origin_not_allowed]. [HTTP responses]
                   Vary: Origin
            5. The script sees neither status, headers nor body. [opaque filtered response]

            The script cannot read the response."#]],
    );
}

#[test]
fn a_request_to_the_own_origin_needs_no_permission() {
    check(
        frontend(),
        &PageRequest::new(EVIL, "DELETE").to(EVIL),
        expect![[r#"
            DELETE from https://evil.test to https://evil.test (mode `cors`, credentials `same-origin`)

            1. It stays within the page's origin and needs no permission. [Main fetch]
            2. The browser sends the request, with credentials. [HTTP fetch]
                   DELETE
                   Origin: https://evil.test
            3. The server answers 200: the page is of the server's own origin [same_origin]. [HTTP responses]
                   Vary: Origin
            4. The script sees status, body and every header but `Set-Cookie`. [basic filtered response]

            The script can read the response."#]],
    );
}

#[test]
fn methods_are_mounted_in_upper_case() {
    let blocked = |method| match frontend().explain(&PageRequest::new(APP, method)).outcome() {
        Outcome::Blocked(blocked) => Some(blocked.failure.clone()),
        _ => None,
    };
    assert_eq!(blocked("PATCH"), None);
    assert_eq!(blocked("patch"), Some(Failure::MethodNotAllowed("patch".to_owned())));
    let narrowed = policy(PolicySpec { origins: list(&[APP]), methods: list(&["GET"]), ..PolicySpec::default() });
    assert!(narrowed.explain(&PageRequest::new(APP, "GET")).is_readable());
    assert!(!narrowed.explain(&PageRequest::new(APP, "POST")).is_readable());
}

#[test]
fn each_method_of_a_path_has_its_own_policy() {
    let mut path = PathPolicies::new();
    path.mount(Mounted::Methods(&["GET"]), policy(PolicySpec { origins: list(&[APP]), ..PolicySpec::default() }));
    path.mount(Mounted::Methods(&["DELETE"]), policy(PolicySpec { origins: list(&[EVIL]), ..PolicySpec::default() }));
    assert_eq!(
        path.explain(&PageRequest::new(APP, "DELETE")).outcome().to_string(),
        "Blocked by the answer to the preflight: `Access-Control-Allow-Methods` does not have `DELETE` [CORS-preflight fetch]."
    );
}

#[test]
fn a_method_without_a_handler_is_answered_405() {
    let mut path = PathPolicies::new();
    path.mount(Mounted::Methods(&["GET"]), frontend());
    let explanation = path.explain(&PageRequest::new(APP, "POST"));
    assert!(explanation.is_readable());
    assert_eq!(explanation.actual().unwrap().response.status, 405);
}

#[test]
fn a_web_socket_that_the_policy_refuses_is_not_opened() {
    let chat = policy(PolicySpec {
        origins: list(&[APP]),
        credentials: true,
        enforce: Some(Enforcement::Refuse),
        ..PolicySpec::default()
    });
    let socket =
        |page: &str| PageRequest::new(page, "GET").to("wss://api.example.com/chat").mode(RequestMode::WebSocket);
    check(
        chat,
        &socket(EVIL),
        expect![[r#"
            GET from https://evil.test to wss://api.example.com/chat (mode `websocket`, credentials `same-origin`)

            1. It opens a WebSocket, which needs no permission. [Main fetch]
            2. The browser sends the request, with credentials. [HTTP fetch]
                   GET
                   Origin: https://evil.test
            3. The server answers 403: the origin is not on the allow-list of this method [origin_not_allowed]. [HTTP responses]
                   Vary: Origin, Host, Sec-Fetch-Site, Forwarded, X-Forwarded-Proto
                   Cache-Control: no-store
            4. This fails: the server does not open the WebSocket: it answers 403, and not 101. [establish a WebSocket connection]

            Blocked by the response, after the server has had the request: the server does not open the WebSocket: it answers 403, and not 101 [establish a WebSocket connection]."#]],
    );
    // The server's own pages can open it, although engines send no `Sec-Fetch-Site` with handshakes.
    for page in [APP, "https://api.example.com"] {
        let explanation = chat.explain(&socket(page));
        assert!(explanation.is_readable(), "{explanation}");
        assert_eq!(explanation.actual().unwrap().response.status, 101);
    }
}

#[test]
fn a_handler_without_a_policy_is_named() {
    let mut path = PathPolicies::new();
    path.mount(Mounted::Methods(&["PUT"]), frontend());
    path.mount_without_policy(Mounted::Methods(&["GET"]));
    let explanation = path.explain(&PageRequest::new(APP, "GET"));
    assert_eq!(explanation.actual().unwrap().response.reason, Some(Reason::WithoutPolicy));
    assert!(!explanation.is_readable());
    // A path without policies has no reason.
    let explanation = PathPolicies::new().explain(&PageRequest::new(APP, "GET"));
    assert_eq!(explanation.actual().unwrap().response.reason, None);
}
