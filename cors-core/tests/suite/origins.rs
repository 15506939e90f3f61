//! Origins and patterns: compared with the URL standard's own serialisation, as the `url` crate implements it.

use cors_core::{Origin, OriginPattern, OriginProblem, PatternError};
use proptest::prelude::*;
use url::Url;

/// The origin that the URL standard gives a page at `text`.
fn serialised(text: &str) -> Option<String> {
    let origin = Url::parse(text).ok()?.origin();
    origin.is_tuple().then(|| origin.ascii_serialization())
}

/// The lengths of DNS, the only rule that the URL standard does not have. (An empty label has no legal length either.)
fn fits_dns(origin: &str) -> bool {
    let url = Url::parse(origin).expect("an origin is a URL");
    let Some(domain) = url.domain() else { return true };
    let name = domain.strip_suffix('.').unwrap_or(domain);
    name.len() <= 253 && name.split('.').all(|label| (1..=63).contains(&label.len()))
}

/// Hosts made of parts about which parsers disagree.
fn host() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[a-z0-9_-]{1,8}",
        2 => "[a-zA-Z0-9]{1,5}",
        2 => "[0-9]{1,4}",
        1 => "0[xX][0-9a-fA-F]{0,5}",
        1 => "xn--[a-z0-9-]{1,8}",
        1 => "[a-zäößçéıſKⅧ☃日本ßς\u{200d}\u{301}\u{ad}]{1,5}",
        1 => "[!\"$&'()+,;=`{}~]{1,3}",
        1 => "%[0-9a-f]{2}",
        1 => "[^*]",
        1 => "a{60,70}",
        1 => Just(String::new()),
    ];
    let labels = prop::collection::vec(part, 1..6).prop_map(|parts| parts.join("."));
    let address6 =
        prop::collection::vec(prop_oneof![Just("0".to_owned()), Just(String::new()), "[0-9a-fA-F]{1,4}"], 1..9)
            .prop_map(|groups| format!("[{}]", groups.join(":")));
    let real6 = any::<[u16; 8]>().prop_map(|pieces| format!("[{}]", std::net::Ipv6Addr::from(pieces)));
    let sparse6 = prop::collection::vec(prop_oneof![3 => Just(0u16), 1 => any::<u16>()], 8)
        .prop_map(|pieces| format!("[{}]", std::net::Ipv6Addr::from(<[u16; 8]>::try_from(pieces).unwrap())));
    prop_oneof![8 => labels, 1 => address6, 1 => real6, 1 => sparse6]
}

fn page() -> impl Strategy<Value = String> {
    let port = prop_oneof![3 => Just(String::new()), 1 => ":[0-9]{0,6}", 1 => Just(":80".to_owned()), 1 => Just(":443".to_owned())];
    let tail = prop_oneof![4 => Just(""), 1 => Just("/"), 1 => Just("/a?b#c"), 1 => Just("?q"), 1 => Just("#f")];
    let scheme = prop_oneof![4 => Just("https"), 2 => Just("http"), 1 => Just("HTTPS")];
    (scheme, host(), port, tail).prop_map(|(scheme, host, port, tail)| format!("{scheme}://{host}{port}{tail}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every origin of a page is accepted, except names longer than DNS allows.
    #[test]
    fn serialised_origins_of_the_url_standard_are_accepted(page in page()) {
        if let Some(origin) = serialised(&page).filter(|origin| fits_dns(origin)) {
            prop_assert!(Origin::parse(&origin).is_ok(), "{page} has the origin {origin}: {:?}", Origin::parse(&origin));
        }
    }

    /// Every accepted origin is equal to what a browser sends, byte for byte.
    #[test]
    fn an_accepted_page_is_its_own_serialisation(page in page()) {
        if Origin::parse(&page).is_ok() {
            prop_assert_eq!(serialised(&page), Some(page));
        }
    }

    /// Every accepted text is equal to what a browser sends, byte for byte.
    #[test]
    fn an_accepted_text_is_its_own_serialisation(rest in "[ -~]{0,20}", wild in any::<String>()) {
        for text in [format!("https://{rest}"), format!("http://{wild}")] {
            if Origin::parse(&text).is_ok() {
                prop_assert_eq!(serialised(&text), Some(text));
            }
        }
    }

    #[test]
    fn a_correction_is_the_origin_that_the_browser_would_send(page in page()) {
        let spec = cors_core::PolicySpec { origins: Some(vec![page.clone()]), ..Default::default() };
        let Err(issues) = spec.validate() else { return Ok(()) };
        for issue in issues {
            if let cors_core::IssueKind::MalformedOrigin { corrected: Some(corrected), problem, .. } = issue.kind {
                prop_assert!(Origin::parse(&corrected).is_ok());
                // The standard allows a quote at the end of a host; in a list it is a mistake.
                if let Some(expected) = serialised(&page).filter(|_| problem != OriginProblem::Quoted) {
                    prop_assert_eq!(corrected, expected);
                }
            }
        }
    }

    #[test]
    fn nothing_panics(text in any::<String>()) {
        let _ = OriginPattern::parse(&text);
        let _ = OriginPattern::parse(&format!("https://*.{text}"));
    }
}

#[test]
fn origins_that_browsers_send_are_accepted() {
    for origin in [
        "https://app.example.com",
        "http://app.example.com:8080",
        "https://foo_bar.example.com",
        "https://-foo.example.com",
        "https://foo-.example.com",
        "https://app.example.com.",
        "https://xn--bcher-kva.example",
        "https://[::1]:8443",
        "https://[2001:db8::1]",
        "https://[::ffff:102:304]",
        "https://127.0.0.1:8443",
        "http://localhost:3000",
        "https://a:0",
        "tauri://localhost",
        "capacitor://localhost",
        "ionic://localhost",
        "app://obsidian.md",
        "app://-",
        "app://.",
        "app://.:8443",
        "app://localhost:1234",
        "chrome-extension://cjpalhdlnbpafiamejdnhcphjbkeiagm",
        "moz-extension://2c127fa4-62c7-7e4f-90e5-472b45eecfdc",
        "vscode-webview://0a1b2c3d-0000-4000-8000-000000000000",
        // Safari alone writes its identifiers in upper case.
        "safari-web-extension://140BB581-A2C0-422A-9DD3-6982A5ABEE5E",
    ] {
        let parsed = Origin::parse(origin);
        assert!(parsed.is_ok(), "{origin}: {parsed:?}");
    }
}

#[test]
fn other_origins_are_rejected_with_the_position_of_the_problem() {
    use OriginProblem::*;
    for (text, problem, bytes) in [
        ("app.example.com", MissingScheme, 0..15),
        ("localhost:3000", MissingScheme, 0..14),
        ("", MissingScheme, 0..0),
        ("https://app.example.com/", TrailingSlash, 23..24),
        ("https://app.example.com/a/b", Path, 23..27),
        ("https://app.example.com\\a", Path, 23..25),
        ("https://app.example.com?q=1", Query, 23..27),
        ("https://app.example.com#top", Fragment, 23..27),
        ("https://user:pw@app.example.com", UserInfo, 8..16),
        (" https://app.example.com", WhiteSpace, 0..1),
        ("https://app.example.com\r\n", WhiteSpace, 23..25),
        ("https://a, https://b", WhiteSpace, 10..11),
        ("https://APP.example.com", UpperCase, 8..11),
        ("HTTPS://app.example.com", UpperCase, 0..5),
        ("https://bücher.example", NonAsciiHost, 9..11),
        ("https://a<b.example", HostCharacter('<'), 9..10),
        ("https://%41.example", HostCharacter('%'), 8..9),
        ("https://", EmptyHost, 8..8),
        ("https://:8080", EmptyHost, 8..8),
        ("https://a..example", EmptyLabel, 10..10),
        ("https://.example", EmptyLabel, 8..8),
        ("https://1.2.3.256", BadIpv4, 8..17),
        ("https://foo.0x1", BadIpv4, 8..15),
        ("https://127.1", NonCanonicalIpv4, 8..13),
        ("https://1.2.3.4.", NonCanonicalIpv4, 8..16),
        ("https://0x7f000001", NonCanonicalIpv4, 8..18),
        ("https://::1", BadIpv6, 8..11),
        ("https://[::1", BadIpv6, 8..10),
        ("https://[:::1]", BadIpv6, 8..14),
        ("https://[0:0:0:0:0:0:0:1]", NonCanonicalIpv6, 8..25),
        ("https://[::1.2.3.4]", NonCanonicalIpv6, 8..19),
        ("https://[2001:DB8::1]", NonCanonicalIpv6, 8..21),
        ("https://[fe80::1%25eth0]", ZoneId, 16..23),
        ("https://xn--a.example", BadPunycode, 8..13),
        ("https://a:", EmptyPort, 9..10),
        ("https://a:x", BadPort, 9..11),
        ("https://a:65536", PortOutOfRange, 9..15),
        ("https://a:08443", PortLeadingZero, 9..15),
        ("https://a:443", DefaultPort, 9..13),
        ("http://a:80", DefaultPort, 8..11),
        ("file:///etc/passwd", OpaqueScheme, 0..4),
        ("file://", OpaqueScheme, 0..4),
        ("data:text/html,x", OpaqueScheme, 0..4),
        ("blob:https://app.example.com/0a1b", OpaqueScheme, 0..4),
        ("wss://app.example.com", WebSocketScheme, 0..3),
        ("1https://a", BadScheme, 0..6),
    ] {
        assert_eq!(Origin::parse(text), Err((problem, bytes)), "{text:?}");
    }
}

#[test]
fn names_longer_than_dns_allows_are_rejected() {
    let label = "a".repeat(63);
    assert!(Origin::parse(&format!("https://{label}.example")).is_ok());
    assert_eq!(Origin::parse(&format!("https://{label}a.example")), Err((OriginProblem::LabelTooLong, 8..72)));
    let longest = format!("{label}.{label}.{label}.{}", "a".repeat(61));
    assert_eq!(longest.len(), 253);
    assert!(Origin::parse(&format!("https://{longest}.")).is_ok(), "a trailing dot does not count");
    assert_eq!(Origin::parse(&format!("https://{longest}a")), Err((OriginProblem::HostTooLong, 8..262)));
}

#[test]
fn a_wildcard_stands_for_whole_labels_or_the_whole_port() {
    use cors_core::PatternProblem::*;
    for pattern in [
        "https://*.example.com",
        "https://*.example.com:8443",
        "http://localhost:*",
        "https://*.example.com:*",
        "https://*.b-c.example.",
        "http://*.localhost:5173",
        "https://*.localhost",
        "http://*.localhost.:*",
        "http://*.app.localhost",
        "moz-extension://*",
        "safari-web-extension://*",
        "vscode-webview://*",
        "app://*",
    ] {
        assert!(OriginPattern::parse(pattern).is_ok(), "{pattern}: {:?}", OriginPattern::parse(pattern));
    }
    for (pattern, problem, bytes) in [
        ("*://app.example.com", InScheme, 0..1),
        ("https://*", InHost, 8..9),
        ("https://**.example.com", InHost, 8..9),
        ("https://*example.com", InHost, 8..9),
        ("https://a.*.example.com", InHost, 10..11),
        ("https://*.*.example.com", InHost, 10..11),
        ("https://example.*", InHost, 16..17),
        ("https://*.com", BeforeSingleLabel, 8..13),
        ("https://*.localhosts", BeforeSingleLabel, 8..20),
        ("tauri://*.localhost", BeforeSingleLabel, 8..19),
        ("https://*.com.", BeforeSingleLabel, 8..14),
        ("https://*.1.2.3.4", BeforeAddress, 8..17),
        ("https://*.[::1]", BeforeAddress, 8..15),
        ("http://localhost:80*", InPort, 17..20),
        ("http://*", InHost, 7..8),
        ("http://*:*", InHost, 7..8),
        ("app://**", InHost, 6..7),
        ("app://a*", InHost, 7..8),
        ("app://*.*", InHost, 8..9),
        ("app://*:*", AfterAnyHost, 7..9),
        ("app://*:8443", AfterAnyHost, 7..12),
    ] {
        assert_eq!(OriginPattern::parse(pattern), Err(PatternError::Wildcard(problem, bytes)), "{pattern}");
    }
    for (pattern, problem, bytes) in [
        ("https://*.example.com/", OriginProblem::TrailingSlash, 21..22),
        ("https://*.EXAMPLE.com", OriginProblem::UpperCase, 10..17),
        ("https://*.example.com:443", OriginProblem::DefaultPort, 21..25),
        ("https://*.", OriginProblem::EmptyHost, 10..10),
        ("wss://*.example.com", OriginProblem::WebSocketScheme, 0..3),
        ("wss://*", OriginProblem::WebSocketScheme, 0..3),
        ("file://*", OriginProblem::OpaqueScheme, 0..4),
        ("data://*", OriginProblem::OpaqueScheme, 0..4),
        ("moz-extension://*/", OriginProblem::TrailingSlash, 17..18),
        ("Moz-extension://*", OriginProblem::UpperCase, 0..1),
    ] {
        assert_eq!(OriginPattern::parse(pattern), Err(PatternError::Origin(problem, bytes)), "{pattern}");
    }
}
