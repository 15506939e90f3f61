//! The origins that an allow-list allows, compared with a naive model, and every known attack on other libraries.

use std::cell::Cell;

use crate::naive::naive;
use cors_core::{
    __private::{literals, written},
    OriginList, OriginPattern,
};
use proptest::{
    prelude::*,
    sample::{Index, select},
    test_runner::TestRunner,
};

fn list(patterns: &[&str]) -> OriginList {
    patterns.iter().map(|pattern| OriginPattern::parse(pattern).expect(pattern)).collect()
}

/// Patterns from so few parts that they often overlap.
fn pattern() -> impl Strategy<Value = String> {
    let usual =
        (scheme(), "(\\*\\.)?(([abc]|ab|foo|bar)\\.){1,2}[bcd]\\.?", select(vec!["", "", "", ":*", ":8443", ":8080"]))
            .prop_map(|(scheme, host, port)| format!("{scheme}://{host}{port}"));
    // So long that a few more labels are too many.
    let long = (scheme(), "\\*\\.a{60,63}\\.b{60,63}\\.c{45,63}\\.d{20,30}", select(vec!["", ":8443", ":*"]))
        .prop_map(|(scheme, host, port)| format!("{scheme}://{host}{port}"));
    prop_oneof![10 => usual, 4 => long, 1 => Just("app://*".to_owned())]
}

fn scheme() -> impl Strategy<Value = &'static str> {
    select(vec!["https", "https", "https", "http", "app"])
}

/// A change of an origin.
#[derive(Debug, Clone)]
enum Change {
    Scheme(&'static str),
    Port(&'static str),
    /// Replaces the label with this number.
    Label(usize, String),
    /// Inserts a label before the label with this number.
    Longer(usize, String),
    /// Removes the label with this number.
    Shorter(usize),
    /// Prepends letters to the label with this number.
    Grown(usize, &'static str),
    UpperCase(usize),
    TrailingDot,
    Text(String),
}

fn change() -> impl Strategy<Value = Change> {
    let number = || 0..5_usize;
    let label =
        || prop_oneof!["[abcd]|ab|foo", "a{1,64}", Just(String::new()), Just("*".to_owned()), Just("xn--a".to_owned())];
    let ports = vec!["", ":*", ":8443", ":8080", ":443", ":80", ":0", ":08", ":", ":65535", ":65536", ":8443:1"];
    prop_oneof![
        1 => select(vec!["https", "http", "app", "apps", "HTTPS", ""]).prop_map(Change::Scheme),
        3 => select(ports).prop_map(Change::Port),
        2 => (number(), label()).prop_map(|(at, label)| Change::Label(at, label)),
        4 => (number(), label()).prop_map(|(at, label)| Change::Longer(at, label)),
        2 => number().prop_map(Change::Shorter),
        1 => (number(), select(vec!["x", "evil-", "-", "%", "@", " "])).prop_map(|(at, text)| Change::Grown(at, text)),
        1 => number().prop_map(Change::UpperCase),
        1 => Just(Change::TrailingDot),
        1 => prop_oneof![any::<String>(), "https?://[a-c./?@:*%]{0,12}"].prop_map(Change::Text),
    ]
}

/// An origin that a pattern matches, with these labels and this port for its `*`.
fn instance(pattern: &str, labels: &str, port: &str) -> String {
    let host = pattern.strip_suffix(":*").map_or_else(|| pattern.to_owned(), |host| format!("{host}{port}"));
    host.replacen("*.", &format!("{labels}."), 1).replacen("://*", &format!("://{labels}"), 1)
}

fn changed(origin: &str, change: &Change) -> String {
    let (scheme, rest) = origin.split_once("://").unwrap_or(("", origin));
    let (host, port) = rest.find(':').map_or((rest, ""), |colon| rest.split_at(colon));
    let mut labels: Vec<String> = host.split('.').map(str::to_owned).collect();
    let count = labels.len();
    let at = |number: &usize| number % count;
    let (mut scheme, mut port) = (scheme, port);
    match change {
        Change::Scheme(other) => scheme = other,
        Change::Port(other) => port = other,
        Change::Label(number, label) => labels[at(number)].clone_from(label),
        Change::Longer(number, label) => labels.insert(at(number), label.clone()),
        Change::Shorter(number) => drop(labels.remove(at(number))),
        Change::Grown(number, text) => labels[at(number)].insert_str(0, text),
        Change::UpperCase(number) => labels[at(number)].make_ascii_uppercase(),
        Change::TrailingDot => labels.push(String::new()),
        Change::Text(text) => return text.clone(),
    }
    format!("{scheme}://{}{port}", labels.join("."))
}

/// Patterns, and origins that they match, unchanged or changed once or twice.
fn patterns_and_origins() -> impl Strategy<Value = (Vec<String>, Vec<String>)> {
    let labels = prop_oneof!["([abc]|ab|x){1}(\\.[abc]){0,2}", "(a{1,63}\\.){0,2}a{1,63}"];
    let near = (any::<Index>(), labels, select(vec!["", ":8443", ":1"]), prop::collection::vec(change(), 0..3));
    (prop::collection::vec(pattern(), 1..12), prop::collection::vec(near, 1..20)).prop_map(|(patterns, near)| {
        let origin = |(of, labels, port, changes): (Index, String, &str, Vec<Change>)| {
            let origin = instance(of.get::<String>(&patterns), &labels, port);
            changes.iter().fold(origin, |origin, change| changed(&origin, change))
        };
        let origins = near.into_iter().map(origin).collect();
        (patterns, origins)
    })
}

#[test]
fn lists_and_patterns_agree_with_the_naive_model() {
    let (asked, matched, long) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let config = ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() };
    let compared = TestRunner::new(config).run(&patterns_and_origins(), |(patterns, origins)| {
        let parsed: Vec<_> = patterns.iter().map(|pattern| OriginPattern::parse(pattern).unwrap()).collect();
        let list: OriginList = parsed.iter().cloned().collect();
        for origin in &origins {
            let mut expected = false;
            for pattern in &parsed {
                let matches = naive(pattern.as_str(), origin);
                prop_assert_eq!(pattern.matches(origin), matches, "{} against {}", pattern, origin);
                expected |= matches;
            }
            let found = list.find(origin);
            prop_assert_eq!(found.is_some(), expected, "{} in {:?}", origin, patterns);
            if let Some(found) = found {
                prop_assert_eq!(found.as_str(), origin, "the text of the request");
            }
            asked.set(asked.get() + 1);
            matched.set(matched.get() + usize::from(expected));
            long.set(long.get() + usize::from(expected && origin.len() > 250));
        }
        Ok(())
    });
    compared.unwrap_or_else(|error| panic!("{error}"));
    let (asked, matched, long) = (asked.get(), matched.get(), long.get());
    assert!(asked > 15_000 && matched > asked / 4 && matched < asked * 3 / 4, "{matched} of {asked}");
    assert!(long > 50, "{long} long ones of {asked}");
}

/// Every pattern and every origin of a small world.
#[test]
fn lists_of_a_small_world_agree_with_the_naive_model() {
    fn joined(labels: &[&str], count: usize) -> Vec<String> {
        let more = |host: String| labels.iter().map(move |label| format!("{host}.{label}"));
        let first = labels.iter().map(ToString::to_string).collect();
        (1..count).fold(first, |hosts: Vec<_>, _| hosts.into_iter().flat_map(more).collect())
    }
    let all = |schemes: &[&str], hosts: &[String], ports: &[&str]| -> Vec<String> {
        let with_port = |host: String| ports.iter().map(move |port| format!("{host}{port}"));
        let with_scheme =
            |scheme: &&str| hosts.iter().map(move |host| format!("{scheme}://{host}")).collect::<Vec<_>>();
        schemes.iter().flat_map(with_scheme).flat_map(with_port).collect()
    };
    let hosts: Vec<String> = (1..=3).flat_map(|count| joined(&["a", "b"], count)).collect();
    let below = hosts.iter().filter(|host| host.contains('.')).map(|host| format!("*.{host}"));
    let hosts: Vec<String> = hosts.iter().cloned().chain(below).collect();
    let mut patterns = all(&["https", "app"], &hosts, &["", ":*", ":1"]);
    patterns.push("app://*".to_owned());

    let few = (1..=3).flat_map(|count| joined(&["a", "b", "ab", "*", ""], count));
    let hosts: Vec<String> = few.chain(joined(&["a", "b"], 4)).collect();
    let origins = all(&["https", "http", "app"], &hosts, &["", ":1", ":2", ":*", ":", ":443"]);

    let together = list(&patterns.iter().map(String::as_str).collect::<Vec<_>>());
    let alone: Vec<_> =
        patterns.iter().map(|pattern| (pattern, OriginPattern::parse(pattern).unwrap(), list(&[pattern]))).collect();
    let mut matched = 0;
    for origin in &origins {
        let mut expected = false;
        for (text, pattern, list) in &alone {
            let matches = naive(text, origin);
            assert_eq!(pattern.matches(origin), matches, "{text} and {origin}");
            assert_eq!(list.find(origin).is_some(), matches, "a list of {text}, and {origin}");
            expected |= matches;
            matched += usize::from(matches);
        }
        assert_eq!(together.find(origin).is_some(), expected, "all patterns, and {origin}");
    }
    assert!(patterns.len() > 150 && origins.len() > 3_000 && matched > 500, "{matched}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 50, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_long_list_finds_all_its_elements(hosts in prop::collection::hash_set("[a-z]{1,12}\\.example", 1..400)) {
        let origins: Vec<String> = hosts.iter().map(|host| format!("https://{host}")).collect();
        let list = list(&origins.iter().map(String::as_str).collect::<Vec<_>>());
        for origin in &origins {
            prop_assert!(list.find(origin).is_some());
            let longer = format!("{origin}x");
            prop_assert!(list.find(&longer).is_none());
        }
    }
}

/// An advisory or report, a list, an origin that it has to allow, and origins that it has to deny.
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
fn an_origin_that_is_written_like_a_pattern_is_denied() {
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
fn hosts_longer_than_dns_allows_are_denied() {
    let list = list(&["https://*.example.com"]);
    let label = "a".repeat(63);
    assert!(list.find(&format!("https://{label}.example.com")).is_some());
    assert!(list.find(&format!("https://{label}a.example.com")).is_none());
    assert!(list.find(&format!("https://{}example.com", "a.".repeat(200))).is_none());
}

#[test]
fn a_literal_is_found_as_a_literal_and_a_match_as_the_text_of_the_request() {
    let made = list(&["https://*.partner.example", "https://app.example.com"]);
    let list = literals(&["https://app.example.com"], &["https://*.partner.example"], &[]);
    assert_eq!(written(&made), written(&list));
    assert_eq!(made, list);
    assert_eq!(made.find("https://app.example.com").unwrap().as_static(), None);
    assert_eq!(list.find("https://app.example.com").unwrap().as_static(), Some("https://app.example.com"));
    let matched = list.find("https://a.partner.example").unwrap();
    assert_eq!((matched.as_str(), matched.as_static()), ("https://a.partner.example", None));
}
