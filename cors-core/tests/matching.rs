//! Whom an allow-list lets in: the index against ten naive lines, with every attack that has hit another library.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod naive;

use cors_core::{
    __private::{literals, written},
    OriginList, OriginPattern,
};
use naive::naive;
use proptest::prelude::*;

fn list(patterns: &[&str]) -> OriginList {
    patterns.iter().map(|pattern| OriginPattern::parse(pattern).expect(pattern)).collect()
}

/// Hosts, ports and patterns from so few parts that they keep meeting.
fn pattern() -> impl Strategy<Value = String> {
    (
        scheme(),
        "(\\*\\.)?(([abc]|ab|foo|bar)\\.){1,2}[bcd]",
        prop_oneof![3 => Just(""), 1 => Just(":*"), 1 => Just(":8443"), 1 => Just(":8080")],
    )
        .prop_map(|(scheme, host, port)| format!("{scheme}://{host}{port}"))
}

fn scheme() -> impl Strategy<Value = &'static str> {
    prop_oneof![3 => Just("https"), 1 => Just("http"), 1 => Just("app")]
}

fn origin() -> impl Strategy<Value = String> {
    let port = prop_oneof![4 => Just(""), 1 => Just(":*"), 1 => Just(":8443"), 1 => Just(":8080"), 1 => Just(":443"), 1 => Just(":08"), 1 => Just(":")];
    let near = (scheme(), "(([abc]|ab|foo|bar|\\*|)\\.){0,4}[bcd]", port)
        .prop_map(|(scheme, host, port)| format!("{scheme}://{host}{port}"));
    prop_oneof![6 => near, 1 => any::<String>(), 1 => "https?://[a-c./?@:*%]{0,12}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_index_agrees_with_the_naive_model(patterns in prop::collection::vec(pattern(), 0..12), origins in prop::collection::vec(origin(), 1..20)) {
        let list = list(&patterns.iter().map(String::as_str).collect::<Vec<_>>());
        for origin in &origins {
            let expected = patterns.iter().any(|pattern| naive(pattern, origin));
            let found = list.find(origin);
            prop_assert_eq!(found.is_some(), expected, "{} in {:?}", origin, patterns);
            if let Some(evidence) = found {
                prop_assert_eq!(evidence.as_str(), origin, "the evidence is what was sent");
            }
        }
    }

    #[test]
    fn one_pattern_agrees_with_the_naive_model(pattern in pattern(), origin in origin()) {
        prop_assert_eq!(OriginPattern::parse(&pattern).unwrap().matches(&origin), naive(&pattern, &origin), "{} against {}", pattern, origin);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 50, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every element is found again, whatever else is on the list.
    #[test]
    fn long_lists_find_all_their_elements(hosts in prop::collection::hash_set("[a-z]{1,12}\\.example", 1..400)) {
        let origins: Vec<String> = hosts.iter().map(|host| format!("https://{host}")).collect();
        let list = list(&origins.iter().map(String::as_str).collect::<Vec<_>>());
        for origin in &origins {
            prop_assert!(list.find(origin).is_some());
            let longer = format!("{origin}x");
            prop_assert!(list.find(&longer).is_none());
        }
    }
}

/// Each line: an advisory or a report, the list, who must be let in, who must not.
#[test]
fn attacks_on_other_libraries() {
    let subdomains = &["https://*.example.com"][..];
    for (source, patterns, allowed, denied) in [
        (
            "CVE-2017-11173, no end anchor",
            &["http://example.com"][..],
            &["http://example.com"][..],
            &["http://example.com.example.net"][..],
        ),
        (
            "CVE-2026-37737 and flask-cors: a glob read as an unanchored regex",
            subdomains,
            &["https://app.example.com", "https://a.b.example.com"],
            &[
                "https://xexample.com",
                "https://a.example.com.evil.net",
                "https://aexampleXcom.evil.net",
                "https://example.com",
            ],
        ),
        (
            "CVE-2019-25211: off by one behind a wildcard",
            &["https://example.com", "http://localhost:*"],
            &["http://localhost:3000", "http://localhost"],
            &[
                "https://example.community",
                "http://localhost.example.com",
                "http://localhostx",
                "http://localhost:3000.evil.test",
            ],
        ),
        (
            "CVE-2022-1996: `.` as a regex",
            &["https://example.com"],
            &[],
            &["https://exampleXcom", "https://examplexcom"],
        ),
        (
            "CVE-2024-27302: a suffix without its dot",
            subdomains,
            &[],
            &["https://evil-example.com", "https://evilexample.com"],
        ),
        (
            "GHSA-vhxv-fg4m-p2w8: two hosts grown together",
            &["https://foo.com", "https://bar.com"],
            &[],
            &["https://barfoo.com", "https://foobar.com", "https://foo.combar.com"],
        ),
        (
            "jub0bs/cors section 2.5: garbage in front of the base",
            subdomains,
            &[],
            &[
                "https://a/b?.example.com",
                "https://evil.test/.example.com",
                "https://evil.test#.example.com",
                "https://evil.test@a.example.com",
                "https://evil.test:80.example.com",
                "https://.example.com",
                "https://a..example.com",
                "https://*.example.com",
                "https://A.example.com",
                "https://%2e.example.com",
                "https://a b.example.com",
            ],
        ),
        (
            "schemes",
            subdomains,
            &[],
            &[
                "http://a.example.com",
                "//a.example.com",
                "a.example.com",
                "xhttps://a.example.com",
                "https:a.example.com",
                "https:/a.example.com",
                "https:///a.example.com",
            ],
        ),
        (
            "ports",
            subdomains,
            &[],
            &[
                "https://a.example.com:8443",
                "https://a.example.com:443",
                "https://a.example.com:",
                "https://a.example.com:*",
            ],
        ),
        (
            "names no browser sends",
            &["https://app.example.com"],
            &[],
            &[
                "https://app.example.com/",
                "https://app.example.com.",
                "https://APP.example.com",
                "HTTPS://app.example.com",
                "https://app.example.com:443",
                " https://app.example.com",
                "https://app.example.com,https://app.example.com",
                "null",
                "",
            ],
        ),
        (
            "names that resolve to the machine itself",
            &["http://*.localhost:5173"],
            &["http://app.localhost:5173", "http://a.b.localhost:5173"],
            &[
                "http://localhost:5173",
                "http://app.localhost",
                "https://app.localhost:5173",
                "http://applocalhost:5173",
                "http://app.localhost.:5173",
                "http://app.localhost.evil.test:5173",
            ],
        ),
        (
            "any installation of an extension",
            &["moz-extension://*", "safari-web-extension://*", "https://*.example.com"],
            &[
                "moz-extension://2c127fa4-62c7-7e4f-90e5-472b45eecfdc",
                "safari-web-extension://140BB581-A2C0-422A-9DD3-6982A5ABEE5E",
                "safari-web-extension://140bb581-a2c0-422a-9dd3-6982a5abee5e",
            ],
            &[
                "moz-extension://",
                "moz-extension://*",
                "moz-extension://a*",
                "moz-extension://2c127fa4:1",
                "moz-extension://2c127fa4:",
                "moz-extension://2c127fa4:*",
                "moz-extension://2c127fa4/",
                "moz-extension://2C127FA4",
                "moz-extension://a@b",
                "moz-extension://a b",
                "moz-extension://[::1]",
                "moz-extension://a..b",
                "moz-extension:a",
                "moz-extension:/a",
                "moz-extensions://a",
                "oz-extension://a",
                "chrome-extension://cjpalhdlnbpafiamejdnhcphjbkeiagm",
                "https://2c127fa4-62c7-7e4f-90e5-472b45eecfdc",
                "https://evil.test",
                "null",
            ],
        ),
        (
            "addresses",
            &["https://[2001:db8::1]:8443", "https://1.2.3.4"],
            &["https://[2001:db8::1]:8443", "https://1.2.3.4"],
            &["https://[2001:db8::1]", "https://[2001:db8::1]:1", "https://2001:db8::1:8443", "https://x.1.2.3.4"],
        ),
    ] {
        let list = list(patterns);
        for origin in allowed {
            assert!(list.find(origin).is_some(), "{source}: {origin} is let in by {patterns:?}");
        }
        for origin in denied {
            assert!(list.find(origin).is_none(), "{source}: {origin} is not let in by {patterns:?}");
            assert!(!patterns.iter().any(|pattern| naive(pattern, origin)), "{source}: {origin}, naively");
        }
    }
}

#[test]
fn an_origin_that_is_spelled_like_a_pattern_is_not_let_in() {
    // Whether the index meets the pattern at all depends on the hash, so there are many.
    for number in 0..200 {
        for pattern in [
            format!("https://*.tenant{number}.example"),
            format!("https://*.tenant{number}.example:*"),
            format!("https://tenant{number}.example:*"),
        ] {
            for origin in [pattern.clone(), pattern.replace(":*", ":8443"), pattern.replace("*.", "*.a.")] {
                let is_spelled_so = origin.contains('*');
                assert!(!is_spelled_so || list(&[&pattern]).find(&origin).is_none(), "{pattern}: {origin}");
            }
        }
    }
}

#[test]
fn hosts_longer_than_dns_allows_are_not_let_in() {
    let list = list(&["https://*.example.com"]);
    let label = "a".repeat(63);
    assert!(list.find(&format!("https://{label}.example.com")).is_some());
    assert!(list.find(&format!("https://{label}a.example.com")).is_none());
    assert!(list.find(&format!("https://{}example.com", "a.".repeat(200))).is_none());
}

#[test]
fn a_literal_is_found_as_a_literal_and_a_match_as_what_was_sent() {
    let made = list(&["https://*.partner.example", "https://app.example.com"]);
    let list = literals(&["https://app.example.com"], &["https://*.partner.example"], &[]);
    assert_eq!(written(&made), written(&list));
    assert_eq!(made, list);
    assert_eq!(made.find("https://app.example.com").unwrap().as_static(), None);
    assert_eq!(list.find("https://app.example.com").unwrap().as_static(), Some("https://app.example.com"));
    let matched = list.find("https://a.partner.example").unwrap();
    assert_eq!((matched.as_str(), matched.as_static()), ("https://a.partner.example", None));
}
